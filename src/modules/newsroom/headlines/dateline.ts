/** An agency's dateline at the beginning of a teaser. */
export interface Dateline {
	/** Empty without one. */
	place: string;
	/** The teaser without it. */
	rest: string;
}

const place = String.raw`(?<place>\p{Lu}[\p{L}.'’ -]{1,40}(?:, \p{Lu}[\p{L}.'’ -]{1,30})?)`;
const capitals = String.raw`(?<place>\p{Lu}[\p{Lu}.'’ -]{2,40}(?:, \p{Lu}[\p{L}.'’ -]{1,30})?)`;
const day = String.raw`\p{Lu}\p{L}{2,8}\.? \d{1,2}(?:, \d{4})?`;
const agency = String.raw`\([A-Z][A-Za-z/. ]{1,16}\)`;
const dash = '(?:[-–—]{1,2}|:)';

/** How agencies begin: `Sydney, Australia (SPX) Oct 18, 2023 …`, `BEIJING, Oct. 18 (Xinhua) -- …`, `PARIS (AP) — …`, `新华社北京10月18日电 …`. */
const patterns = [
	new RegExp(`^${place} ${agency} ${day}\\s*(?:${dash})?\\s*`, 'u'),
	new RegExp(`^${capitals},? ${day} ${agency}\\s*${dash}\\s*`, 'u'),
	new RegExp(`^${capitals}(?: ${agency})? [–—]\\s*`, 'u'),
	/^(?:新华社|中新社|中新网|新华网|人民网|央视网|光明网|科技日报)?(?<place>\p{Script=Han}{2,8}?)\s?\d{1,2}月\d{1,2}日(?:专?电|讯)\s*(?:[（(][^（）()]{1,40}[）)])?\s*[：:]?\s*/u,
];

/** Takes the dateline off a teaser. Pure. */
export function readDateline(teaser: string): Dateline {
	for (const pattern of patterns) {
		const found = pattern.exec(teaser);
		if (found?.groups?.place) return { place: found.groups.place.trim(), rest: teaser.slice(found[0].length) };
	}
	return { place: '', rest: teaser };
}
