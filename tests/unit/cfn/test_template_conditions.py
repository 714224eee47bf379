"""The template container: questions to whoever deploys it, and what depends on the answers."""

from __future__ import annotations

import pytest
from troposphere import Equals, Parameter, Ref
from troposphere.ec2 import VPC

from generator.cfn.template import Template
from generator.problems import Location

HERE = Location("shop.yaml", 3, 1)


def _template() -> Template:
    template = Template("a text", {})
    template.add(VPC("Vpc", Condition="IsWanted", CidrBlock="10.0.0.0/16"), HERE)
    template.output("VpcId", "the VPC", Ref("Vpc"), condition="IsWanted")
    template.condition("IsWanted", Equals(Ref("Wanted"), "yes"))
    template.parameter(Parameter("Wanted", Type="String", Default="no"))
    return template


def test_sections_and_attributes_stand_in_the_order_of_aws_s_documents() -> None:
    data = _template().to_dict()
    assert list(data) == ["AWSTemplateFormatVersion", "Description", "Parameters", "Conditions", "Resources", "Outputs"]
    assert data["Parameters"] == {"Wanted": {"Type": "String", "Default": "no"}}
    assert data["Conditions"] == {"IsWanted": {"Fn::Equals": [{"Ref": "Wanted"}, "yes"]}}
    assert list(data["Resources"]["Vpc"]) == ["Type", "Condition", "Properties"]
    assert data["Outputs"]["VpcId"]["Condition"] == "IsWanted"


def test_the_same_name_twice_is_our_mistake() -> None:
    template = _template()
    with pytest.raises(ValueError, match="two parameters are called Wanted"):
        template.parameter(Parameter("Wanted", Type="String"))
    with pytest.raises(ValueError, match="two conditions are called IsWanted"):
        template.condition("IsWanted", Equals("a", "b"))


def test_a_template_knows_the_types_in_it() -> None:
    assert _template().resource_types == {"AWS::EC2::VPC"}
