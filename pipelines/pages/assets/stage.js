"use strict";
// One page of paper on the stage: what part of it is seen, how it is turned, and how the hand moves it.
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// The smallest part that holds both.
function around(one, other) {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x, y, w: Math.max(one.x + one.w, other.x + other.w) - x, h: Math.max(one.y + one.h, other.y + other.h) - y };
}

class Stage {
  constructor(sheet) {
    this.sheet = sheet;
    this.svg = sheet.querySelector("svg[data-width]");
    this.turned = this.svg.querySelector(".turned");
    this.full = { width: Number(this.svg.dataset.width), height: Number(this.svg.dataset.height) };
    this.turn = 0;
    this.seen = null;
    this.held = new Map();
    this.listen();
  }

  // The page's size as it lies now.
  get size() {
    return this.turn % 180 ? { width: this.full.height, height: this.full.width } : this.full;
  }

  get ratio() {
    return (this.svg.clientWidth || 1) / (this.svg.clientHeight || 1);
  }

  // Show this part; ends at the page's edges where the page is larger than what is seen.
  look(x, y, width, gently = false) {
    const size = this.size;
    const most = Math.max(size.width, size.height * this.ratio);
    const w = Math.min(Math.max(width, size.width / 14), most);
    const h = w / this.ratio;
    const held = (value, seen, whole) => (seen >= whole ? (whole - seen) / 2 : Math.min(Math.max(value, 0), whole - seen));
    const goal = { x: held(x, w, size.width), y: held(y, h, size.height), w, h };
    this.goal = goal;
    if (gently && this.seen && !calm.matches) this.glide(goal);
    else this.show(goal);
  }

  show(part) {
    cancelAnimationFrame(this.frame);
    this.draw(part);
  }

  // The numbers beside the marks stay as large as they are to be read, however near one looks.
  draw(part) {
    this.seen = part;
    this.svg.setAttribute("viewBox", `${part.x} ${part.y} ${part.w} ${part.h}`);
    const size = (0.72 * part.w) / (this.svg.clientWidth || part.w);
    for (const badge of this.svg.querySelectorAll(".badge")) {
      const [x, y] = [badge.dataset.x, badge.dataset.y].map((edge) => Math.max(Number(edge), 28 * size));
      badge.setAttribute("transform", `translate(${x} ${y}) rotate(${-this.turn}) scale(${size})`);
    }
  }

  glide(goal) {
    const from = this.seen;
    const began = performance.now();
    cancelAnimationFrame(this.frame);
    const step = (now) => {
      const t = Math.min((now - began) / 160, 1);
      const eased = 1 - (1 - t) ** 3;
      const part = {};
      for (const edge of ["x", "y", "w", "h"]) part[edge] = from[edge] + (goal[edge] - from[edge]) * eased;
      this.draw(t < 1 ? part : goal);
      if (t < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  fit(gently = false) {
    this.look(0, 0, Infinity, gently);
    this.whole = true;
  }

  // The room has changed: what is seen, or is on its way to be seen, is shown in it.
  refit() {
    if (!this.goal || this.whole) this.fit();
    else this.look(this.goal.x, this.goal.y, this.goal.w);
  }

  zoom(factor, at) {
    if (!this.seen) this.fit();
    const { x, y, w, h } = this.seen;
    const point = at ?? { x: x + w / 2, y: y + h / 2 };
    const width = w / factor;
    this.whole = false;
    this.look(point.x - ((point.x - x) / w) * width, point.y - ((point.y - y) / w) * width, width, !at);
  }

  pan(dx, dy) {
    if (this.seen) this.look(this.seen.x + dx * this.seen.w, this.seen.y + dy * this.seen.h, this.seen.w, true);
  }

  rotate(degrees) {
    this.turn = (this.turn + degrees + 360) % 360;
    const { width, height } = this.full;
    const moves = { 0: "", 90: `translate(${height} 0) rotate(90)`, 180: `translate(${width} ${height}) rotate(180)`, 270: `translate(0 ${width}) rotate(270)` };
    this.turned.setAttribute("transform", moves[this.turn]);
    this.fit();
  }

  // Where a mark lies on the page as it is turned now.
  placed(mark) {
    const read = (name) => mark[name].baseVal.value;
    const [x, y, w, h] = [read("x"), read("y"), read("width"), read("height")];
    const { width, height } = this.full;
    if (this.turn === 90) return { x: height - y - h, y: x, w: h, h: w };
    if (this.turn === 180) return { x: width - x - w, y: height - y - h, w, h };
    if (this.turn === 270) return { x: y, y: width - x - w, w: h, h: w };
    return { x, y, w, h };
  }

  // Bring a mark into view, large enough to be read and with what stands around it; of the others those that fit beside it.
  goTo(marks) {
    const needed = (box) => Math.max(box.w * 1.35, box.h * 1.35 * this.ratio);
    const least = this.size.width * 0.62;
    const [first, ...others] = marks.map((mark) => this.placed(mark));
    const box = others.reduce((seen, one) => (needed(around(seen, one)) > least ? seen : around(seen, one)), first);
    const width = Math.max(needed(box), least);
    const height = width / this.ratio;
    this.whole = false;
    this.look(box.x + box.w / 2 - width / 2, box.y + box.h / 2 - height / 2, width, true);
  }

  point(event) {
    const frame = this.svg.getBoundingClientRect();
    return {
      x: this.seen.x + ((event.clientX - frame.left) / frame.width) * this.seen.w,
      y: this.seen.y + ((event.clientY - frame.top) / frame.height) * this.seen.h,
    };
  }

  listen() {
    this.svg.addEventListener("wheel", (event) => {
      event.preventDefault();
      if (event.ctrlKey) this.zoom(Math.exp(-event.deltaY / 300), this.point(event));
      else if (this.seen) this.look(this.seen.x + (event.deltaX / this.svg.clientWidth) * this.seen.w, this.seen.y + (event.deltaY / this.svg.clientHeight) * this.seen.h, this.seen.w);
    }, { passive: false });
    this.svg.addEventListener("dblclick", (event) => this.zoom(1.8, this.point(event)));
    this.svg.addEventListener("pointerdown", (event) => {
      this.held.set(event.pointerId, event);
      this.moved = false;
    });
    this.svg.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
      this.svg.addEventListener(end, (event) => {
        this.held.delete(event.pointerId);
        if (!this.held.size) this.svg.classList.remove("held");
      });
    }
    // A hand that moved the page did not mean the box under it.
    this.svg.addEventListener("click", (event) => this.moved && event.stopImmediatePropagation(), true);
  }

  move(event) {
    const before = this.held.get(event.pointerId);
    if (!before || !this.seen) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (!this.moved && Math.hypot(dx, dy) < 4) return;
    this.moved = true;
    this.svg.setPointerCapture(event.pointerId);
    this.svg.classList.add("held");
    const other = [...this.held.values()].find((one) => one.pointerId !== event.pointerId);
    if (other) {
      const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
      this.zoom(apart(event) / apart(before), this.point(event));
    } else {
      const scale = this.seen.w / this.svg.clientWidth;
      this.whole = false;
      this.look(this.seen.x - dx * scale, this.seen.y - dy * scale, this.seen.w);
    }
    this.held.set(event.pointerId, event);
  }
}
