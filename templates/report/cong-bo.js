
(() => {
  "use strict";
  const at = id => document.getElementById(id);
  const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const marks = /[\u0300-\u036f]/g;
  // Một chữ: không dấu; bỏ dấu thanh nhưng giữ ă, â, ê, ô, ơ, ư, đ; và dấu thanh. Nhờ thế “hoà” và “hòa” là một.
  const word = text => {
    const apart = text.normalize("NFD");
    return {
      plain: apart.replace(marks, "").replaceAll("đ", "d"),
      vowels: apart.replace(tones, "").normalize("NFC"),
      tone: (apart.match(tones) || []).join(""),
    };
  };
  const words = text => text.normalize("NFC").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).map(word);
  // Chữ gõ vào là đầu của một chữ trong hàng. Gõ không dấu thì so không dấu; gõ có dấu thì phải đúng dấu.
  const begins = (wanted, found) => {
    const typed = wanted.tone !== "" || wanted.vowels !== wanted.plain;
    if (!typed) return found.plain.startsWith(wanted.plain);
    return found.vowels.startsWith(wanted.vowels) && (wanted.tone === "" || wanted.tone === found.tone);
  };
  const rows = [...at("ds").rows].map(row => ({
    row,
    words: words([...row.cells].slice(1).map(cell => cell.textContent).join(" ")),
  }));
  const lists = [["don-vi", "u"], ["bo", "b"], ["hang", "h"]];
  const show = () => {
    const wanted = words(at("chu").value);
    let count = 0;
    for (const { row, words: found } of rows) {
      const chosen = lists.every(([id, key]) => at(id).value === "" || at(id).value === row.dataset[key]);
      const fits = chosen && wanted.every(one => found.some(other => begins(one, other)));
      row.hidden = !fits;
      count += fits;
    }
    at("dem").textContent = count === rows.length ? `${count} sản phẩm` : `Hiện ${count} trong ${rows.length} sản phẩm`;
    at("khong").hidden = count > 0;
  };
  at("chu").addEventListener("input", show);
  for (const [id] of lists) at(id).addEventListener("change", show);
  at("loc").addEventListener("submit", event => event.preventDefault());
  at("loc").addEventListener("reset", () => setTimeout(show));
  at("loc").hidden = false;
  show();
})();
