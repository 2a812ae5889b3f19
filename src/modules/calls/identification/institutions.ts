/** Words by which a part of an affiliation is the name of a house, not of a department, town or country. */
const house =
	/universit|institut|college|academ|laborator|hospital|centre|center|observator|foundation|agency|school of|museum|company|\b(?:inc|ltd|llc|gmbh|corp|co)\b|大学|学院|研究[所院]|实验室|中心|医院|公司|科学院|集团|学校|天文台|基金会|航天局/i;
const department = /^(?:dept|department|faculty|division|section|school|chair|group)\b|系$|^(?:学部|教研室)/i;

/** Parts of an affiliation that say where somebody works when they stand alone in a text. */
export function tellingParts(institution: string): string[] {
	const whole = institution.replace(/\s+/g, ' ').trim();
	const parts = whole
		.split(/[,;，；、/|()（）]/)
		.map((part) => part.trim())
		.filter((part) => house.test(part) && !department.test(part) && part.length >= 4);
	// A short word alone (`Bell`) stands in too many texts; letters all large are an abbreviation that is meant.
	const alone = whole.length >= 8 || /^[A-Z]{4,}$/.test(whole) || /\p{Script=Han}{4,}/u.test(whole);
	return [...new Set(alone ? [whole, ...parts] : parts)];
}

/** An institution as a pattern: spaces and line breaks are the same, `&` is `and`. */
export function institutionPattern(part: string): RegExp {
	const pattern = part
		.split(/\s+/)
		.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/^(?:&|and)$/i, '(?:&|and)'))
		.join('[\\s\\u00a0]+');
	const before = /^\p{Script=Han}/u.test(part) ? '' : '(?<![\\p{L}\\p{N}])';
	return new RegExp(`${before}${pattern}${/\p{Script=Han}$/u.test(part) ? '' : '(?![\\p{L}\\p{N}])'}`, 'giu');
}
