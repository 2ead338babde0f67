//! One program for all integration tests: linking the server once is what takes the time.
//!
//! Everything that touches the store runs on every engine; see `support`.

mod demo;
mod directory_import;
mod gazetteer;
mod http_authorization;
mod http_groups;
mod http_headers;
mod http_near;
mod http_pages;
mod http_referrals;
mod nearest;
mod notices;
mod openapi;
mod people_world;
mod store_gazetteer;
mod store_groups;
mod store_referrals;
mod store_reports;
mod store_teams;
mod support;
mod test_app;
