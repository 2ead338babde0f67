//! Attacks on codes: guessing them, guessing for everybody, guessing at once, and finding out who has an account.

mod enumerating;
mod guessing;
mod resting;
