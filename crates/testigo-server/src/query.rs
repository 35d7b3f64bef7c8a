//! Queries of addresses (application/x-www-form-urlencoded).

/// Pairs as a query, without those that are empty.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    pairs.join("&")
}

/// A value in an address: all but letters, digits and a few marks stand as percent signs and two digits (RFC 3986, 2.1).
pub(crate) fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&hex::encode_upper([byte]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn what_is_empty_is_left_out_and_the_rest_survives() {
        let pairs = [("q", "río & más"), ("kind", ""), ("next", "/item/1?a=b")];
        assert_eq!(
            query(&pairs),
            "q=r%C3%ADo%20%26%20m%C3%A1s&next=/item/1%3Fa%3Db"
        );
    }
}
