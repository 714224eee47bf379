"""Elastic Load Balancing's attributes: which type of load balancer has each, and the values that it takes."""

from __future__ import annotations

from typing import NamedTuple

_APPLICATION, _NETWORK, _GATEWAY = "application", "network", "gateway"
_BOTH = (_APPLICATION, _NETWORK)
_ALL = (_APPLICATION, _NETWORK, _GATEWAY)


class Attribute(NamedTuple):
    """One attribute; without words and numbers it takes any text."""

    types: tuple[str, ...]
    words: tuple[str, ...] = ()
    numbers: range = range(0)

    def takes(self, value: str) -> bool:
        """Whether ``value`` is one of its values."""
        is_free = not self.words and not self.numbers
        return is_free or value in self.words or (value.isdigit() and int(value) in self.numbers)

    @property
    def says(self) -> str:
        """Its values, for people."""
        numbers = [f"{self.numbers.start} to {self.numbers[-1]}"] if self.numbers else []
        return " or ".join([*self.words, *numbers])


_BOOLEAN = ("true", "false")
_WEEK = range(1, 604_801)
_REBALANCE = ("rebalance", "no_rebalance")
_LOGS = {
    "bucket": (),
    "enabled": _BOOLEAN,
    "prefix": (),
}

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
LOAD_BALANCER: dict[str, Attribute] = {
    **{f"access_logs.s3.{key}": Attribute(_BOTH, words) for key, words in _LOGS.items()},
    "client_keep_alive.seconds": Attribute((_APPLICATION,), (), range(60, 604_801)),
    **{f"connection_logs.s3.{key}": Attribute((_APPLICATION,), words) for key, words in _LOGS.items()},
    "deletion_protection.enabled": Attribute(_ALL, _BOOLEAN),
    "dns_record.client_routing_policy": Attribute(
        (_NETWORK,),
        ("availability_zone_affinity", "partial_availability_zone_affinity", "any_availability_zone"),
    ),
    **{f"health_check_logs.s3.{key}": Attribute((_APPLICATION,), words) for key, words in _LOGS.items()},
    "idle_timeout.timeout_seconds": Attribute((_APPLICATION,), (), range(1, 4001)),
    "ipv6.deny_all_igw_traffic": Attribute(_BOTH, _BOOLEAN),
    "load_balancing.cross_zone.enabled": Attribute(_ALL, _BOOLEAN),
    "routing.http.desync_mitigation_mode": Attribute((_APPLICATION,), ("monitor", "defensive", "strictest")),
    "routing.http.drop_invalid_header_fields.enabled": Attribute((_APPLICATION,), _BOOLEAN),
    "routing.http.preserve_host_header.enabled": Attribute((_APPLICATION,), _BOOLEAN),
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": Attribute((_APPLICATION,), _BOOLEAN),
    "routing.http.xff_client_port.enabled": Attribute((_APPLICATION,), _BOOLEAN),
    "routing.http.xff_header_processing.mode": Attribute((_APPLICATION,), ("append", "preserve", "remove")),
    "routing.http2.enabled": Attribute((_APPLICATION,), _BOOLEAN),
    "secondary_ips.auto_assigned.per_subnet": Attribute((_NETWORK,), (), range(8)),
    "waf.fail_open.enabled": Attribute((_APPLICATION,), _BOOLEAN),
    "zonal_shift.config.enabled": Attribute(_BOTH, _BOOLEAN),
}

_HEALTH = "target_group_health"
_MANY = range(1, 100_001)

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
TARGET_GROUP: dict[str, Attribute] = {
    "deregistration_delay.connection_termination.enabled": Attribute((_NETWORK,), _BOOLEAN),
    "deregistration_delay.timeout_seconds": Attribute(_ALL, (), range(3601)),
    "lambda.multi_value_headers.enabled": Attribute((_APPLICATION,), _BOOLEAN),
    "load_balancing.algorithm.anomaly_mitigation": Attribute((_APPLICATION,), ("on", "off")),
    "load_balancing.algorithm.type": Attribute(
        (_APPLICATION,), ("round_robin", "least_outstanding_requests", "weighted_random")
    ),
    "load_balancing.cross_zone.enabled": Attribute(_ALL, (*_BOOLEAN, "use_load_balancer_configuration")),
    "preserve_client_ip.enabled": Attribute((_NETWORK,), _BOOLEAN),
    "proxy_protocol_v2.enabled": Attribute((_NETWORK,), _BOOLEAN),
    "send_tcp_reset.on_deregistration.enabled": Attribute((_GATEWAY,), _BOOLEAN),
    "send_tcp_reset.on_unhealthy.enabled": Attribute((_GATEWAY,), _BOOLEAN),
    "slow_start.duration_seconds": Attribute((_APPLICATION,), ("0",), range(30, 901)),
    "stickiness.app_cookie.cookie_name": Attribute((_APPLICATION,)),
    "stickiness.app_cookie.duration_seconds": Attribute((_APPLICATION,), (), _WEEK),
    "stickiness.enabled": Attribute(_ALL, _BOOLEAN),
    "stickiness.lb_cookie.duration_seconds": Attribute((_APPLICATION,), (), _WEEK),
    "stickiness.type": Attribute(_ALL),
    "target_failover.on_deregistration": Attribute((_GATEWAY,), _REBALANCE),
    "target_failover.on_unhealthy": Attribute((_GATEWAY,), _REBALANCE),
    f"{_HEALTH}.dns_failover.minimum_healthy_targets.count": Attribute(_BOTH, ("off",), _MANY),
    f"{_HEALTH}.dns_failover.minimum_healthy_targets.percentage": Attribute(_BOTH, ("off",), range(1, 101)),
    f"{_HEALTH}.unhealthy_state_routing.minimum_healthy_targets.count": Attribute(_BOTH, (), _MANY),
    f"{_HEALTH}.unhealthy_state_routing.minimum_healthy_targets.percentage": Attribute(_BOTH, ("off",), range(1, 101)),
    "target_health_state.unhealthy.connection_termination.enabled": Attribute((_NETWORK,), _BOOLEAN),
    "target_health_state.unhealthy.draining_interval_seconds": Attribute((_NETWORK,), (), range(360_001)),
}
STICKINESS: dict[str, tuple[str, ...]] = {
    _APPLICATION: ("lb_cookie", "app_cookie"),
    _NETWORK: ("source_ip",),
    _GATEWAY: ("source_ip_dest_ip", "source_ip_dest_ip_proto"),
}
"""What ``stickiness.type`` may be, by the type of the load balancer."""

_REQUEST_HEADERS = (
    "x_amzn_mtls_clientcert_serial_number",
    "x_amzn_mtls_clientcert_issuer",
    "x_amzn_mtls_clientcert_subject",
    "x_amzn_mtls_clientcert_validity",
    "x_amzn_mtls_clientcert_leaf",
    "x_amzn_mtls_clientcert",
    "x_amzn_tls_version",
    "x_amzn_tls_cipher_suite",
)
_RESPONSE_HEADERS = (
    "strict_transport_security",
    "access_control_allow_origin",
    "access_control_allow_methods",
    "access_control_allow_headers",
    "access_control_allow_credentials",
    "access_control_expose_headers",
    "access_control_max_age",
    "content_security_policy",
    "x_content_type_options",
    "x_frame_options",
)

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html
LISTENER: dict[str, Attribute] = {
    **{f"routing.http.request.{name}.header_name": Attribute((_APPLICATION,)) for name in _REQUEST_HEADERS},
    **{f"routing.http.response.{name}.header_value": Attribute((_APPLICATION,)) for name in _RESPONSE_HEADERS},
    "routing.http.response.server.enabled": Attribute((_APPLICATION,), _BOOLEAN),
    "send_tcp_reset.on_idle_timeout.enabled": Attribute((_GATEWAY,), _BOOLEAN),
    "tcp.idle_timeout.seconds": Attribute((_NETWORK, _GATEWAY), (), range(60, 6001)),
}


def type_of(protocol: str) -> str:
    """The type of load balancer whose listeners and target groups have this protocol; nothing where it is unknown."""
    if protocol in ("HTTP", "HTTPS"):
        return _APPLICATION
    return {"GENEVE": _GATEWAY, "": ""}.get(protocol, _NETWORK)
