//! Long lists, a page at a time.

use serde_json::Value;

use super::call::counted;
use super::{Body, Call, Reply};
use crate::percent::encode;

const DEFAULT_SIZE: usize = 30;
const LARGEST_SIZE: usize = 100;

impl Call<'_> {
    /// The page that was asked for: `(number from 1, size)`.
    fn page_asked(&self) -> (usize, usize) {
        let number = |name: &str| self.query(name).and_then(|text| text.parse::<usize>().ok());
        let size = number("per_page")
            .filter(|size| *size > 0)
            .unwrap_or(DEFAULT_SIZE)
            .min(LARGEST_SIZE);
        (number("page").unwrap_or(1).max(1), size)
    }

    /// One page of a list, with links to the others.
    pub(crate) fn page(&self, items: Vec<Value>) -> Reply {
        let (page, total) = self.cut(items);
        self.linked(Value::Array(page), total)
    }

    /// The same for lists that are wrapped in an object with their length.
    pub(crate) fn counted_page(&self, name: &str, items: Vec<Value>) -> Reply {
        let (page, total) = self.cut(items);
        self.linked(counted(name, total, &page), total)
    }

    fn cut(&self, items: Vec<Value>) -> (Vec<Value>, usize) {
        let (number, size) = self.page_asked();
        let total = items.len();
        (
            items
                .into_iter()
                .skip((number - 1).saturating_mul(size))
                .take(size)
                .collect(),
            total,
        )
    }

    fn linked(&self, body: Value, total: usize) -> Reply {
        let (number, size) = self.page_asked();
        let last = total.div_ceil(size).max(1);
        let mut links = Vec::new();
        let mut add = |target: usize, relation: &str| {
            links.push(format!("<{}>; rel=\"{relation}\"", self.page_url(target)));
        };
        if number > 1 {
            add((number - 1).min(last), "prev");
        }
        if number < last {
            add(number + 1, "next");
            add(last, "last");
        }
        if number > 1 {
            add(1, "first");
        }
        let mut reply = Reply {
            status: 200,
            body: Body::Json(body),
            headers: Vec::new(),
        };
        if !links.is_empty() {
            reply.headers.push(("link", links.join(", ")));
        }
        reply
    }

    /// An absolute address. Repositories are named by id there, as GitHub does.
    fn page_url(&self, page: usize) -> String {
        let path = match self.repo {
            Some(id) => {
                let rest: Vec<&str> = self.path.splitn(5, '/').skip(4).collect();
                format!("/repositories/{}/{}", id.0, rest.join(""))
            }
            None => self.path.clone(),
        };
        let kept = self.query.iter().filter(|(name, _)| name != "page");
        let pairs: Vec<String> = kept
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        let separator = if pairs.is_empty() { "" } else { "&" };
        format!(
            "{}{path}?{}{separator}page={page}",
            self.world.api_url,
            pairs.join("&")
        )
    }
}
