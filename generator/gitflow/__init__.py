"""The git side: releases and hotfixes by Gitflow, planned from what git and GitHub say."""
