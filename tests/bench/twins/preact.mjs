// What the components need of a framework, from Preact.
import { render } from "preact";

export { h } from "preact";
export { useEffect, useState } from "preact/hooks";

export function mount(what, where) {
  render(what, where);
}
