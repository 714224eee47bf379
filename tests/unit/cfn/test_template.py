"""The template container: tags, duplicates, order, outputs."""

from __future__ import annotations

import pytest
from troposphere import Equals, GetAtt, Parameter, Ref, Tags
from troposphere.ec2 import VPC
from troposphere.iam import Role
from troposphere.kms import Alias

from generator.cfn.protection import Protection
from generator.cfn.template import KEPT, Template, in_order
from generator.naming.layout import mark
from generator.problems import Location

HERE = Location("shop.yaml", 3, 1)


def _template(**tags: str) -> Template:
    return Template("a text", tags)


def test_what_can_be_tagged_is_tagged_in_the_order_of_the_keys() -> None:
    template = _template(b="2", a="1")
    template.add(VPC("Vpc", CidrBlock="10.0.0.0/16"), HERE)
    tags = template.to_dict()["Resources"]["Vpc"]["Properties"]["Tags"]
    assert tags == [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]


def test_what_cannot_be_tagged_is_left_alone() -> None:
    template = _template(a="1")
    template.add(Alias("Alias", AliasName="alias/a", TargetKeyId="k"), HERE)
    assert template.to_dict()["Resources"]["Alias"]["Properties"] == {"AliasName": "alias/a", "TargetKeyId": "k"}


def test_a_resource_keeps_its_own_tags_beside_the_template_s() -> None:
    template = _template(a="1")
    template.add(VPC("Vpc", Tags=Tags(Name="mine")), HERE)
    tags = template.to_dict()["Resources"]["Vpc"]["Properties"]["Tags"]
    assert tags == [{"Key": "a", "Value": "1"}, {"Key": "Name", "Value": "mine"}]


def test_a_key_that_both_have_is_there_once_with_the_spec_s_value() -> None:
    template = _template(Name="theirs")
    template.add(VPC("Vpc", Tags=Tags(Name="mine")), HERE)
    assert template.to_dict()["Resources"]["Vpc"]["Properties"]["Tags"] == [{"Key": "Name", "Value": "theirs"}]


def test_what_is_locked_has_the_tags_that_no_spec_can_change() -> None:
    template = Template("a text", {"a": "1", "team": "b"}, {"a": "2"})
    template.add(VPC("Locked", Tags=Tags(Name="mine")), HERE, Protection.LOCKED)
    template.add(VPC("Kept"), HERE, Protection.NEVER_REPLACED)
    resources = template.to_dict()["Resources"]
    tags = {name: [tag["Key"] + tag["Value"] for tag in resources[name]["Properties"]["Tags"]] for name in resources}
    assert tags == {"Locked": ["a2", "Namemine"], "Kept": ["a1", "teamb"]}


def test_the_template_knows_what_no_update_may_touch() -> None:
    template = _template()
    template.add(VPC("Free"), HERE)
    template.add(VPC("Locked"), HERE, Protection.LOCKED)
    template.add(VPC("Kept"), HERE, Protection.NEVER_REPLACED)
    assert template.protections == {"Locked": Protection.LOCKED, "Kept": Protection.NEVER_REPLACED}


def test_two_resources_of_one_name_are_our_mistake() -> None:
    template = _template()
    template.add(VPC("Vpc"), HERE)
    with pytest.raises(ValueError, match="two resources are called Vpc"):
        template.add(VPC("Vpc"), HERE)


def test_two_outputs_of_one_name_are_our_mistake() -> None:
    template = _template()
    template.output("VpcId", "text", "x")
    with pytest.raises(ValueError, match="two outputs are called VpcId"):
        template.output("VpcId", "text", "x")


def test_a_missing_required_property_is_our_mistake() -> None:
    template = _template()
    template.add(Role("Role"), HERE)
    with pytest.raises(ValueError, match="AssumeRolePolicyDocument"):
        template.to_dict()


def test_an_attribute_that_has_no_place_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="no place for \\['Colour'\\]"):
        in_order({"Type": "AWS::EC2::VPC", "Colour": "green"})


def test_sections_and_attributes_stand_in_the_order_of_aws_s_documents() -> None:
    template = _template()
    template.output("Later", "text", "x")
    template.add(Alias("Z", AliasName="alias/a", TargetKeyId="k"), HERE)
    template.add(VPC("A", CidrBlock="10.0.0.0/16", DependsOn="Z", **KEPT), HERE)
    data = template.to_dict()
    assert list(data) == ["AWSTemplateFormatVersion", "Description", "Resources", "Outputs"]
    assert list(data["Resources"]) == ["Z", "A"], "as they were added"
    assert list(data["Resources"]["A"]) == ["Type", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Properties"]
    assert (data["AWSTemplateFormatVersion"], data["Description"]) == ("2010-09-09", f"a text {mark()}")


def test_what_is_kept_outlives_its_stack_but_not_a_first_deploy_that_failed() -> None:
    assert KEPT == {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}


def test_an_output_is_exported_only_when_it_has_a_name_for_that() -> None:
    template = _template()
    template.add(VPC("Vpc"), HERE)
    template.output("VpcId", "the VPC", GetAtt("Vpc", "VpcId"), "shop-VpcId")
    template.output("Url", "the address", "https://x/")
    assert template.to_dict()["Outputs"] == {
        "VpcId": {
            "Description": "the VPC",
            "Value": {"Fn::GetAtt": ["Vpc", "VpcId"]},
            "Export": {"Name": "shop-VpcId"},
        },
        "Url": {"Description": "the address", "Value": "https://x/"},
    }


def test_each_resource_knows_the_line_that_asked_for_it() -> None:
    template = _template()
    added = template.add(VPC("Vpc"), HERE)
    assert added.title == "Vpc"
    assert template.origins == {"Vpc": HERE}
    assert len(template) == 1


def test_the_same_template_gives_the_same_data_twice() -> None:
    template = _template(a="1")
    template.add(VPC("Vpc", Tags=Tags(Name="mine")), HERE)
    assert template.to_dict() == template.to_dict()


def test_what_is_added_later_is_in_the_data_too() -> None:
    template = _template()
    template.add(VPC("Vpc"), HERE)
    before = template.to_dict()
    template.parameter(Parameter("Asked", Type="String"))
    template.condition("IsAsked", Equals(Ref("Asked"), "yes"))
    template.output("VpcId", "the VPC", Ref("Vpc"))
    template.add(VPC("Another"), HERE)
    after = template.to_dict()
    assert [*before] == ["AWSTemplateFormatVersion", "Description", "Resources"]
    assert [*after] == ["AWSTemplateFormatVersion", "Description", "Parameters", "Conditions", "Resources", "Outputs"]
    assert [*after["Resources"]] == ["Vpc", "Another"]
