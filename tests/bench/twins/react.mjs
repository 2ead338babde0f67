// What the components need of a framework, from React.
import { createRoot } from "react-dom/client";

export { createElement as h, useEffect, useState } from "react";

export function mount(what, where) {
  createRoot(where).render(what);
}
