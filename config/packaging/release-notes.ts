// The notes of a release out of CHANGELOG.md, in the form of https://keepachangelog.com.

/** The text below the heading of a version, or below that of `otherwise` where the version has none yet. */
export function releaseNotes(changelog: string, version: string, otherwise = version): string {
  const sections = changelog.split(/^## /m).slice(1);
  const named = (name: string) => sections.find((section) => nameOf(section) === name.toLowerCase());
  const section = named(version) ?? named(otherwise);
  const text = section?.slice(section.indexOf('\n')).trim();
  if (!text) throw new Error(`CHANGELOG.md says nothing of ${version}.`);
  return `${text}\n`;
}

/** `[0.2.0] - 2026-11-30` → `0.2.0` */
const nameOf = (section: string): string | undefined => /^\[?([^\]\s]+)/.exec(section)?.[1]?.toLowerCase();
