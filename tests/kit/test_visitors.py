"""From which network somebody comes, whatever they write into headers; and which addresses are one mailbox."""

import pytest

from flotilla.kit.visitors import mailbox_of, network_of


@pytest.mark.parametrize(
    ("forwarded", "proxies", "network"),
    [
        (None, 0, "203.0.113.9"),
        ("198.51.100.1", 0, "203.0.113.9"),  # nobody of ours stands before: nothing is believed
        ("198.51.100.1", 1, "198.51.100.1"),
        ("10.9.9.9, 1.2.3.4, 198.51.100.1", 1, "198.51.100.1"),  # what the visitor wrote stands before
        ("10.9.9.9, 198.51.100.1, 192.0.2.7", 2, "198.51.100.1"),
        ("192.0.2.7", 2, "203.0.113.9"),  # one proxy was passed by
        ("", 1, ""),
        ("nonsense", 1, ""),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", 1, "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.1", 1, "198.51.100.1"),
    ],
)  # fmt: skip
def test_only_what_our_own_proxies_wrote_is_believed(forwarded, proxies, network):
    meta = {"REMOTE_ADDR": "203.0.113.9"}
    if forwarded is not None:
        meta["HTTP_X_FORWARDED_FOR"] = forwarded
    assert network_of(meta, proxies=proxies) == network


@pytest.mark.parametrize(
    "address",
    ["ada.l+news@gmail.com", "ADAL@googlemail.com", "a.d.a.l@gmail.com", " adal+a+b@Gmail.com"],
)
def test_addresses_that_reach_one_mailbox_are_one(address):
    assert mailbox_of(address) == "adal@gmail.com"


def test_elsewhere_dots_count_and_a_plus_in_front_is_no_tag():
    assert mailbox_of("ada.l+x@example.org") == "ada.l@example.org"
    assert mailbox_of("+ada@example.org") == "+ada@example.org"
