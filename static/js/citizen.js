// Enhancements of the citizens' pages. Every page works without them.
import {
  createAll, Button, Checkboxes, CharacterCount, ErrorSummary, FileUpload, SkipLink,
} from "../vendor/govuk-frontend.min.js";
import { sendWithProgress } from "./upload.js";

for (const part of [Button, Checkboxes, CharacterCount, ErrorSummary, FileUpload, SkipLink]) {
  createAll(part);
}
for (const form of document.querySelectorAll("form[data-upload]")) {
  sendWithProgress(form);
}
// The result of the last act is read out and reached first.
const banner = document.querySelector(".app-banner[role=alert]");
if (banner && !document.querySelector(".govuk-error-summary")) {
  banner.focus();
}
