// Shows how far an upload is, lets it be stopped, and says in words what failed.
// The form itself is the ordinary multipart form: the server sees no difference.

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text) {
    made.textContent = text;
  }
  return made;
}

function tooLarge(form) {
  for (const input of form.querySelectorAll("input[type=file]")) {
    const most = Number(input.dataset.maxMb || 0) * 1024 * 1024;
    for (const file of input.files) {
      if (most && file.size > most) {
        return input.dataset.wordsLarge;
      }
    }
  }
  return "";
}

function hasFiles(form) {
  return [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length > 0);
}

class Sending {
  constructor(form, submitter) {
    this.form = form;
    this.submitter = submitter;
    this.box = form.querySelector(".app-upload") || this.makeBox();
    this.request = new XMLHttpRequest();
    this.told = 0;
  }

  makeBox() {
    const box = element("div", "app-upload");
    this.words = element("p", "govuk-body");
    this.words.setAttribute("role", "status");
    this.bar = element("progress", "app-progress");
    this.bar.max = 100;
    this.bar.setAttribute("aria-label", this.form.dataset.wordsSending);
    this.stop = element("button", "app-button-link", this.form.dataset.wordsStop);
    this.stop.type = "button";
    box.append(this.words, this.bar, this.stop);
    this.form.append(box);
    return box;
  }

  say(text) {
    this.words.textContent = text;
  }

  start() {
    const data = new FormData(this.form);
    if (this.submitter && this.submitter.name) {
      data.append(this.submitter.name, this.submitter.value);
    }
    this.hold(true);
    this.request.upload.addEventListener("progress", (event) => this.progress(event));
    this.request.addEventListener("load", () => this.done());
    this.request.addEventListener("error", () => this.fail(this.form.dataset.wordsFailed));
    this.request.addEventListener("abort", () => this.end());
    this.stop.addEventListener("click", () => this.request.abort());
    this.request.open("POST", this.submitter?.getAttribute("formaction") || this.form.action);
    this.request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    this.say(this.form.dataset.wordsSending);
    this.request.send(data);
  }

  // Read out at every quarter, not at every packet.
  progress(event) {
    const percent = event.lengthComputable ? Math.round((event.loaded * 100) / event.total) : 0;
    this.bar.value = percent;
    if (percent >= this.told + 25) {
      this.told = percent - (percent % 25);
      this.say(`${this.form.dataset.wordsSending} ${this.told}%`);
    }
  }

  done() {
    const { status, responseURL } = this.request;
    if (status === 413) {
      this.fail(this.form.dataset.wordsTooLarge);
    } else if (status < 400 && responseURL && responseURL !== this.form.action) {
      window.location.assign(responseURL); // the server redirected: the act is done
    } else {
      this.end();
      this.form.dataset.plain = "1"; // a page with mistakes: let the browser show it
      this.form.requestSubmit ? this.form.requestSubmit(this.submitter) : this.form.submit();
    }
  }

  fail(text) {
    this.end();
    const words = element("p", "govuk-error-message", text);
    words.setAttribute("role", "alert");
    this.form.append(words);
  }

  end() {
    this.box.remove();
    this.hold(false);
  }

  hold(held) {
    if (this.submitter) {
      this.submitter.disabled = held;
    }
  }
}

export function sendWithProgress(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.plain || !hasFiles(form)) {
      return;
    }
    event.preventDefault();
    form.querySelectorAll(":scope > .govuk-error-message").forEach((old) => old.remove());
    const sending = new Sending(form, event.submitter);
    const large = tooLarge(form);
    if (large) {
      sending.fail(large);
    } else {
      sending.start();
    }
  });
}
