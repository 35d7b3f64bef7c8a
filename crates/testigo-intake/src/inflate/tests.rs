use super::*;
use proptest::prelude::*;

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap())
        .collect()
}

fn unpack(packed: &[u8]) -> io::Result<String> {
    let mut text = Vec::new();
    Inflate::new(packed).take(1 << 20).read_to_end(&mut text)?;
    Ok(String::from_utf8(text).unwrap())
}

/// Packed by zlib 1.3 (Python): fixed, stored and dynamic blocks.
#[test]
fn unpacks_what_zlib_packed() {
    assert_eq!(
        unpack(&bytes("4b4c8481a464380200")).unwrap(),
        "aaaaaaaaaabcabcabcabc"
    );
    assert_eq!(unpack(&bytes("010400fbff686f6c61")).unwrap(), "hola");
    let zlib = bytes("78da73cecf2dcdcb4c494c51084bccc9495570cc29c907004e2e0759");
    let mut text = String::new();
    Inflate::zlib(zlib.as_slice())
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, "Comunidad Valle Alto");
    let text = unpack(&bytes(DYNAMIC)).unwrap();
    assert_eq!(text.len(), 700);
    assert!(
        text.starts_with("fecha19 fuente83 la9 acta12 fecha74 la64"),
        "{text}"
    );
    assert!(
        text.ends_with("nombra29 pueblo29 la62 valle23 lugar36 la18 fue"),
        "{text}"
    );
}

#[test]
fn a_long_run_stays_within_the_window() {
    // One byte, then matches of 258 at distance 1, 40,000 times: a fixed block made by hand.
    let mut bits: Vec<bool> = vec![true, true, false];
    let mut put = |value: u32, count: u32| {
        bits.extend((0..count).rev().map(|bit| value >> bit & 1 == 1));
    };
    put(0x30 + 0x61, 8);
    for _ in 0..40_000 {
        put(0b1100_0101, 8);
        put(0, 5);
    }
    put(0, 7);
    let packed: Vec<u8> = bits
        .chunks(8)
        .map(|byte| {
            byte.iter()
                .enumerate()
                .fold(0, |byte, (place, bit)| byte | u8::from(*bit) << place)
        })
        .collect();
    let mut text = Vec::new();
    Inflate::new(packed.as_slice())
        .read_to_end(&mut text)
        .unwrap();
    assert_eq!(text.len(), 40_000 * 258 + 1);
    assert!(text.iter().all(|byte| *byte == b'a'));
}

#[test]
fn broken_streams_fail() {
    for hex in [
        "",
        "07",
        "010400fbfe686f6c61",
        "010400fbff686f",
        "4b4c8481a46438",
        "4b04",
    ] {
        assert!(unpack(&bytes(hex)).is_err(), "{hex}");
    }
    // Nothing but empty fixed blocks.
    let empty_blocks: Vec<u8> = [0x02, 0x08, 0x20, 0x80, 0x00].repeat(4000);
    assert!(unpack(&empty_blocks).is_err());
    assert!(Inflate::zlib([0x78, 0xDB].as_slice()).is_err());
}

proptest! {
    #[test]
    fn any_bytes_end(packed in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ended = Inflate::new(packed.as_slice()).take(1 << 20).read_to_end(&mut Vec::new());
    }

    #[test]
    fn changed_bytes_end(at in 0_usize..300, to in any::<u8>()) {
        let mut packed = bytes(DYNAMIC);
        let place = at % packed.len();
        packed[place] = to;
        let _ended = Inflate::new(packed.as_slice()).take(1 << 20).read_to_end(&mut Vec::new());
    }
}

const DYNAMIC: &str = "4d525b9283300cbb4a8e409c388fe3a49dd07686851da07bfe75b0027ce5215b91\
e48cf5f92e369bf15be7bd2667a6924d79eec592191b16bd5c056f7eebba2d73d9e4f8d9f6c2dc5b4ec4daa3915b4324\
2d2381bff5312d69307f659a6ac4e2d11ece76d667a399beafb2b233f3f2f3584bc8ca149d02d182911c00af94c95e1a\
23a0012b3549f9c4830347489091b3bae5ac649cf4ec2e7bf2dee91466046d9a85ee28ceceec75db3fafc5052d80f6d0\
c322ab9512382ab9259e58eb723cf822f83cd6187ab578c52e6987bb2e724fba8d1061254236f1a60c736325a78e7846\
e211dca14923ccc3de0635f4d96102e2aabbd12fe03a15733f6b87bca122fdeddb202422345177221bf97ab040b02406\
a6628fb9fd03";
