export function sectionOf(changelog: string, version: string): string;
export function problemOf(tag: string, version: string, changelog: string): string;
