// Judge glTF files with the Khronos validator: node validate_gltf.mjs FILE...
// Prints one JSON list: file, numbers of errors and warnings, messages, counts. Exits 1 when there is an error.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { validateBytes } = createRequire(import.meta.url)("gltf-validator");

const reports = [];
for (const file of process.argv.slice(2)) {
  const report = await validateBytes(new Uint8Array(readFileSync(file)), { maxIssues: 0 });
  const { numErrors: errors, numWarnings: warnings, numInfos: infos, messages } = report.issues;
  reports.push({ file, errors, warnings, infos, messages, info: report.info });
}
console.log(JSON.stringify(reports, null, 1));
process.exit(reports.some((report) => report.errors > 0) ? 1 : 0);
