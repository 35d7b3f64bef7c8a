use super::read;

fn duration(media_type: &str, bytes: &[u8]) -> Option<u64> {
    read(media_type, bytes).duration_ms
}

/// A page of Ogg that holds whole packets of fewer than 255 bytes.
fn page(flags: u8, position: u64, serial: u32, packets: &[&[u8]]) -> Vec<u8> {
    let mut page = b"OggS\0".to_vec();
    page.push(flags);
    page.extend(position.to_le_bytes());
    page.extend(serial.to_le_bytes());
    page.extend([0; 8]);
    page.push(u8::try_from(packets.len()).unwrap());
    page.extend(
        packets
            .iter()
            .map(|packet| u8::try_from(packet.len()).unwrap()),
    );
    page.extend(packets.concat());
    page
}

/// The head of an Opus stream with 312 samples that are not played.
const HEAD: &[u8] = b"OpusHead\x01\x01\x38\x01\x80\xBB\0\0\0\0\0";
/// 20 ms in one frame.
const PACKET: &[u8] = &[0x48, 1, 2];

fn note(serial: u32, start: u64, seconds: u64) -> Vec<u8> {
    let mut file = page(2, 0, serial, &[HEAD]);
    file.extend(page(0, 0, serial, &[b"OpusTags"]));
    for second in 1..=seconds {
        let packets = [PACKET; 50];
        let flags = if second == seconds { 4 } else { 0 };
        file.extend(page(flags, start + second * 48_000, serial, &packets));
    }
    file
}

pub(super) fn sample_note() -> Vec<u8> {
    note(7, 0, 3)
}

#[test]
fn voice_notes_say_their_duration() {
    // Three seconds less 312 samples.
    assert_eq!(duration("audio/opus", &sample_note()), Some(2993));
    assert_eq!(duration("audio/ogg", &sample_note()), Some(2993));
    // Cut out of a broadcast, it begins where that was.
    assert_eq!(duration("audio/opus", &note(7, 9_000_000, 3)), Some(2993));
    // Two behind each other; a picture beside them is no sound.
    let mut both = [note(7, 0, 3), note(8, 0, 2)].concat();
    assert_eq!(duration("audio/ogg", &both), Some(2993 + 1993));
    both.extend(page(2, 0, 9, &[b"\x80theora"]));
    assert_eq!(duration("audio/ogg", &both), Some(2993 + 1993));
}

#[test]
fn what_is_cut_off_says_how_long_the_rest_is() {
    let mut file = sample_note();
    file.truncate(file.len() - 5);
    assert_eq!(duration("audio/opus", &file), Some(1993));
    file.truncate(60);
    assert_eq!(duration("audio/opus", &file), None);
    // Something else in between makes the rest unknown.
    let mut file = sample_note();
    file.extend(b"OggX".repeat(20));
    assert_eq!(duration("audio/opus", &file), None);
}

#[test]
fn other_packets_of_opus_are_measured() {
    // One second and 60 ms, in packets of several frames: 2 x 60 ms, 3 x 20 ms, 47 x 2.5 ms.
    let packets: [&[u8]; 3] = [&[0x19, 0], &[0x4B, 3], &[0x83, 47]];
    let lengths_ms = [120, 60, 117];
    let mut file = page(2, 0, 1, &[HEAD]);
    file.extend(page(0, 48_000 + 297 * 48 + 24, 1, &packets));
    assert_eq!(lengths_ms.iter().sum::<u64>(), 297);
    file.extend(page(4, 96_312, 1, &[PACKET]));
    // It began at one second, and ends at two and the samples that are not played.
    assert_eq!(duration("audio/opus", &file), Some(1000));
}

#[test]
fn vorbis_says_its_duration() {
    let mut head = b"\x01vorbis\0\0\0\0\x01\x44\xAC\0\0".to_vec();
    head.extend([0; 14]);
    let mut file = page(2, 0, 1, &[&head]);
    file.extend(page(0, 44_100, 1, &[b"x"]));
    file.extend(page(0, u64::MAX, 1, &[b"x"]));
    file.extend(page(4, 66_150, 1, &[b"x"]));
    assert_eq!(duration("audio/ogg", &file), Some(1500));
    let silent = page(2, 0, 1, &[&[b"\x01vorbis".as_slice(), &[0; 23]].concat()]);
    assert_eq!(duration("audio/ogg", &silent), None);
}

/// Layer III of MPEG-1 at 64,000 bits and 48,000 samples a second, one channel: 24 ms a frame.
fn frame(content: &[u8]) -> Vec<u8> {
    let mut frame = vec![0xFF, 0xFB, 0x54, 0xC0];
    frame.extend(content);
    frame.resize(192, 0);
    frame
}

pub(super) fn sample_mp3(frames: usize) -> Vec<u8> {
    frame(b"").repeat(frames)
}

#[test]
fn mp3_says_its_duration() {
    assert_eq!(duration("audio/mpeg", &sample_mp3(50)), Some(1200));
    // A tag before, zeros, and a tag behind.
    let mut file = b"ID3\x04\0\0\0\0\x01\x02".to_vec();
    file.extend([7; 130]);
    file.extend([0; 99]);
    file.extend(sample_mp3(50));
    file.extend(b"TAGname");
    assert_eq!(duration("audio/mpeg", &file), Some(1200));
    // The count that an encoder states, at each of its places.
    let mut stated = vec![0; 17];
    stated.extend(b"Xing\0\0\0\x01\0\0\x03\xE8");
    let file = [frame(&stated), sample_mp3(2)].concat();
    assert_eq!(duration("audio/mpeg", &file), Some(24_000));
    let mut stated = vec![0; 32];
    stated.extend(b"VBRI\0\x01\0\0\0\0\0\0\0\0\0\0\x03\xE8");
    let file = [frame(&stated), sample_mp3(2)].concat();
    assert_eq!(duration("audio/mpeg", &file), Some(24_000));
}

#[test]
fn other_rates_and_layers_are_measured() {
    // MPEG-2, layer III, 22,050 samples a second, 64,000 bits: 208 bytes, 576 samples.
    let mut file = vec![0xFF, 0xF3, 0x80, 0xC0];
    file.resize(208, 0);
    assert_eq!(duration("audio/mpeg", &file.repeat(50)), Some(1306));
    // Layer I, 32,000 bits, 32,000 samples a second: 48 bytes, 384 samples.
    let mut file = vec![0xFF, 0xFF, 0x18, 0xC0];
    file.resize(48, 0);
    assert_eq!(duration("audio/mpeg", &file.repeat(50)), Some(600));
}

#[test]
fn broken_mp3_says_nothing() {
    let mut file = sample_mp3(50);
    file.extend(b"something else");
    assert_eq!(duration("audio/mpeg", &file), None);
    assert_eq!(
        duration("audio/mpeg", b"ID3\x04\0\0\x7F\x7F\x7F\x7Fx"),
        None
    );
    assert_eq!(duration("audio/mpeg", &[0xFF, 0xFB, 0x04, 0xC0]), None);
    assert_eq!(duration("audio/mpeg", &[0; 50]), None);
    // A last frame that is cut off is not played.
    let mut file = sample_mp3(50);
    file.truncate(file.len() - 1);
    assert_eq!(duration("audio/mpeg", &file), Some(1176));
}

pub(super) fn sample_amr() -> Vec<u8> {
    let mut file = b"#!AMR\n".to_vec();
    for _ in 0..100 {
        file.push(0x3C);
        file.extend([1; 31]);
    }
    file
}

#[test]
fn amr_says_its_duration() {
    let mut file = sample_amr();
    assert_eq!(duration("audio/amr", &file), Some(2000));
    // Silence, and no data.
    file.extend([0x44, 0, 0, 0, 0, 0, 0x7C]);
    assert_eq!(duration("audio/amr", &file), Some(2040));
    file.push(0x5C);
    assert_eq!(duration("audio/amr", &file), None);
    let wide = [b"#!AMR-WB\n".as_slice(), &[0x04], &[1; 17]].concat();
    assert_eq!(duration("audio/amr", &wide), Some(20));
    assert_eq!(duration("audio/amr", b"#!AMR_MC1.0\n"), None);
}

#[test]
fn sounds_in_mp4_say_their_duration() {
    assert_eq!(duration("audio/mp4", &super::sample_movie()), Some(2500));
}
