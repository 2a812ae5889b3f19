/** Two letters of a Latin name (`David ALEXANDER` → DA), or the last two characters of a Han name (`王小明` → 小明). */
export function initials(name: string): string {
	const trimmed = name.trim();
	if (/^\p{Script=Han}+$/u.test(trimmed)) return [...trimmed].slice(-2).join('');
	const words = trimmed.split(/[\s·-]+/).filter((word) => /^\p{L}/u.test(word));
	const first = words[0]?.[0] ?? '';
	const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
	return (first + last).toUpperCase();
}
