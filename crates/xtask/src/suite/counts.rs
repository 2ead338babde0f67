//! How many tests passed and failed, read from what the different runners say. Knows no runner's options.

use std::ops::AddAssign;

/// A tally of tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
}

impl Counts {
    /// One check that failed as a whole.
    pub const FAILURE: Self = Self { passed: 0, failed: 1 };

    /// A check that counts as one.
    pub fn one(is_good: bool) -> Self {
        if is_good { Self { passed: 1, failed: 0 } } else { Self::FAILURE }
    }

    /// The tally of a run, put right by how the runner ended: a run that broke off, or that ran nothing, did not pass.
    pub fn settled(self, is_good: bool) -> Self {
        let is_hollow = self.failed == 0 && (!is_good || self.passed == 0);
        if is_hollow { Self { failed: 1, ..self } } else { self }
    }

    /// Reads the lines of `cargo test`, of the wasm runner (`test result: ok. 3 passed; 0 failed; …`) and of nextest
    /// (`Summary [   0.1s] 5 tests run: 4 passed, 1 failed, 2 skipped`).
    pub fn of_rust(text: &str) -> Self {
        let mut counts = Self::default();
        for line in text.lines() {
            if let Some((_, result)) = line.split_once("test result: ") {
                counts += of_pairs(result.split_once(". ").map_or(result, |(_, pairs)| pairs), ';');
            } else if let Some((_, result)) = line.split_once(" run: ").filter(|_| line.contains("Summary [")) {
                counts += of_pairs(&without_parentheses(result), ',');
            }
        }
        counts
    }

    /// Reads the lines of Node's runner: `ℹ pass 3` or `# pass 3`.
    pub fn of_node(text: &str) -> Self {
        let mut counts = Self::default();
        for line in text.lines() {
            let mut words = line.split_whitespace();
            let (Some("ℹ" | "#"), Some(word), Some(number), None) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                continue;
            };
            let number: u32 = number.parse().unwrap_or(0);
            match word {
                "pass" => counts.passed += number,
                "fail" | "cancelled" => counts.failed += number,
                _ => {}
            }
        }
        counts
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// `4 passed, 1 failed, 1 timed out, 2 skipped`.
fn of_pairs(text: &str, separator: char) -> Counts {
    let mut counts = Counts::default();
    for pair in text.split(separator) {
        let Some((number, word)) = pair.trim().split_once(' ') else { continue };
        let number: u32 = number.parse().unwrap_or(0);
        match word {
            "passed" => counts.passed += number,
            "failed" | "timed out" | "exec failed" => counts.failed += number,
            _ => {}
        }
    }
    counts
}

/// `4 passed (1 slow, 1 flaky), 1 failed` without the remark.
fn without_parentheses(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|letter| {
            match letter {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_and_the_wasm_runner_are_read() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out\n";
        assert_eq!(Counts::of_rust(text), Counts { passed: 4, failed: 2 });
    }

    #[test]
    fn nextest_is_read_with_its_remarks() {
        let text =
            "     Summary [   0.520s] 9 tests run: 6 passed (1 slow, 2 flaky), 2 failed, 1 timed out, 3 skipped\n";
        assert_eq!(Counts::of_rust(text), Counts { passed: 6, failed: 3 });
    }

    #[test]
    fn node_is_read() {
        let text = "✔ a person finds a group (3 ms)\nℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n";
        assert_eq!(Counts::of_node(text), Counts { passed: 2, failed: 2 });
        assert_eq!(Counts::of_node("# pass 5\n# fail 0\n"), Counts { passed: 5, failed: 0 });
    }

    #[test]
    fn a_run_that_broke_off_or_ran_nothing_did_not_pass() {
        assert_eq!(Counts { passed: 3, failed: 0 }.settled(false), Counts { passed: 3, failed: 1 });
        assert_eq!(Counts::default().settled(true), Counts::FAILURE);
        assert_eq!(Counts { passed: 3, failed: 2 }.settled(false), Counts { passed: 3, failed: 2 });
        assert_eq!(Counts { passed: 3, failed: 0 }.settled(true), Counts { passed: 3, failed: 0 });
    }
}
