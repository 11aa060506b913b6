(() => {
  "use strict";
  const form = document.getElementById("loc");
  if (!form) return;
  const unit = form.elements["don-vi"];
  const weights = [...form.querySelectorAll("[name=muc]")];
  const told = form.querySelector("output");
  const button = document.getElementById("mo");
  const list = document.getElementById("danh-sach");
  const groups = [...document.querySelectorAll(".group")];
  const nothing = document.querySelector(".nothing");
  const count = (part, on) => on.reduce((sum, weight) => sum + Number(part.dataset[weight]), 0);
  const every = weights.map((box) => box.value);
  const total = groups.reduce((sum, group) => sum + count(group, every), 0);
  const files = () => [...list.querySelectorAll("details:not(.gone)")].filter((part) => !part.closest(".gone"));
  const label = () => { button.textContent = files().every((part) => part.open) ? "Thu gọn" : "Mở hết"; };

  function show() {
    const on = weights.filter((box) => box.checked).map((box) => box.value);
    for (const weight of every) list.classList.toggle("hide-" + weight, !on.includes(weight));
    let shown = 0;
    for (const group of groups) {
      const here = !unit.value || unit.value === group.id;
      const some = here ? count(group, on) : 0;
      group.classList.toggle("gone", !some);
      for (const file of group.querySelectorAll("details")) file.classList.toggle("gone", !count(file, on));
      shown += some;
    }
    const all = shown === total;
    form.classList.toggle("all", all);
    nothing.hidden = shown > 0;
    told.textContent = all ? `${total} phát hiện` : `Đang hiện ${shown} trên ${total} phát hiện`;
    label();
    return on;
  }

  // The address remembers the filter: #loc?don-vi=huyen-sin-ho&muc=e,w
  function remember() {
    const on = show();
    const wanted = new URLSearchParams();
    if (unit.value) wanted.set("don-vi", unit.value);
    if (on.length < every.length) wanted.set("muc", on.join(","));
    const text = wanted.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", text ? "#loc?" + text : location.pathname + location.search);
  }

  function recall() {
    const [name, text] = location.hash.slice(1).split("?");
    const known = name === "loc" && text !== undefined;
    if (known || !location.hash) {
      const wanted = new URLSearchParams(text || "");
      const id = wanted.get("don-vi") || "";
      unit.value = [...unit.options].some((option) => option.value === id) ? id : "";
      const on = wanted.has("muc") ? wanted.get("muc").split(",") : every;
      for (const box of weights) box.checked = on.includes(box.value);
    }
    show();
    // A link to a unit or a finding that the filter hides shows it.
    const target = !known && name && document.getElementById(name);
    const file = target && target.closest("details");
    if (file) file.open = true;
    if (target && (target.closest(".gone") || !target.getClientRects().length)) {
      unit.value = "";
      for (const box of weights) box.checked = true;
      show();
    }
    if (target) target.scrollIntoView();
  }

  form.addEventListener("change", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const open = !files().every((part) => part.open);
    for (const part of files()) part.open = open;
    label();
  });
  list.addEventListener("toggle", label, true);
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")].filter((part) => !part.closest(".gone"));
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of closed) part.open = false; });
  addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
