/*
 * When two headlines are the same one. Agencies' texts stand in many feeds under nearly the same title; what differs in one
 * word of weight ('approves', 'rejects') or in a number is another one.
 */

/** English words that headlines gain and lose. */
const light = new Set(
	'a an the of in on at to for from by with as and or its his her their is are was were has have had be been will says say said after amid over new update updated live breaking exclusive watch video'.split(
		' ',
	),
);

/** A title in the form in which it is compared. Pure. */
export function titleKey(title: string): string {
	return title
		.normalize('NFKC')
		.toLowerCase()
		.replace(/['’‘`]s?\b/g, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** Whether two titles name the same thing. Pure and symmetric. */
export function titlesAlike(one: string, other: string): boolean {
	const [a, b] = [titleKey(one), titleKey(other)];
	if (a === '' || b === '') return false;
	if (a === b) return true;
	if (/\p{Script=Han}/u.test(a) && /\p{Script=Han}/u.test(b)) return hanAlike(a, b);
	return wordsAlike(a, b);
}

function wordsAlike(a: string, b: string): boolean {
	if (numbersOf(a) !== numbersOf(b)) return false;
	const [small, large] = [contentOf(a), contentOf(b)].sort((x, y) => x.size - y.size) as [Set<string>, Set<string>];
	// Of a few words each counts.
	if (small.size < 4) return small.size > 1 && small.size === large.size && [...small].every((word) => large.has(word));
	const extra = large.size - small.size;
	return extra <= Math.floor(small.size / 6) && [...small].every((word) => large.has(word));
}

/** Words of weight, without their endings: 'launches' and 'launched', 'programme' and 'program'. */
function contentOf(key: string): Set<string> {
	return new Set(
		key
			.split(' ')
			.filter((word) => !light.has(word))
			.map((word) => (/^\p{L}+$/u.test(word) && word.length > 6 ? word.slice(0, 6) : word)),
	);
}

function numbersOf(key: string): string {
	return (key.match(/\d+/g) ?? []).sort().join(' ');
}

function hanAlike(a: string, b: string): boolean {
	const bare = (key: string) => key.replace(/[\s的了在于与和及将]/gu, '');
	const [small, large] = [bare(a), bare(b)].sort((x, y) => x.length - y.length) as [string, string];
	if (small === large) return true;
	if (numbersOf(a) !== numbersOf(b) || small.length < 8) return false;
	return large.includes(small) && small.length >= large.length * 0.85;
}

/** A title without the name of who publishes it at its end: `… - Space Weekly`, `…_新华网`. Pure. */
export function withoutPublisher(title: string, names: readonly string[]): string {
	const found = /^(.+?)\s*(?:\s[-–—|·]\s|[|_｜])\s*([^-–—|_｜]{2,60})$/u.exec(title);
	if (!found) return title;
	const tail = titleKey(found[2] as string);
	return tail !== '' && names.some((name) => titleKey(name) === tail) ? (found[1] as string) : title;
}
