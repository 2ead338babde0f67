//! Another language takes the place of English, text by text, plural forms included.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::words::{self, APP, COMMON};

#[wasm_bindgen_test]
fn other_language_is_spoken_and_a_list_of_another_version_is_not() {
    assert_eq!(words::groups::count(1), "1 group");
    assert_eq!(words::groups::count(2), "2 groups");
    let english = words::groups::more();
    let short = vec!["too short".to_owned()];
    let whole: Vec<String> = COMMON.english.iter().map(|_| "whole".to_owned()).collect();
    assert!(!words::speak(&[&COMMON], vec![short.clone()]));
    assert!(!words::speak(&[&COMMON, &APP], vec![whole.clone(), short]), "all or none");
    assert!(!words::speak(&[&COMMON, &APP], vec![whole]));
    assert_eq!(words::groups::more(), english);
    words::choose_forms_by(|count| if count == 2 { "two".to_owned() } else { "other".to_owned() });
    let welsh = |text: &&str| match *text {
        "What’s on near {place}" => "Ger {place}".to_owned(),
        text if text.contains("{count} groups") => {
            "two\u{1}{count} grŵp\u{2}other\u{1}{count} o grwpiau\u{2}".to_owned()
        }
        text => text.to_owned(),
    };
    assert!(words::speak(&[&COMMON], vec![COMMON.english.iter().map(welsh).collect()]));
    assert_eq!(words::groups::count(2), "2 grŵp");
    assert_eq!(words::groups::count(7), "7 o grwpiau");
    assert_eq!(words::groups::title_near("Bala"), "Ger Bala");
    assert_eq!(words::groups::more(), english);
}
