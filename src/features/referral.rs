//! How far this browser's referrals have come.

pub mod referral_page;
