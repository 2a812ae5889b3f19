import type { Finding } from './sources.ts';

/** What stays Latin in a Chinese text: names and formats. */
const latinNames = new Set([
	'ORCID',
	'BibTeX',
	'TXT',
	'PDF',
	'CSV',
	'XLSX',
	'JSON',
	'ZIP',
	'IPSPACE',
	'Orrery',
	'Apache',
	'UTC',
	'SHA-256',
	'SHA',
	'QR',
	'OpenID',
	'DOI',
	'URL',
	'ID',
	'iD',
	'JavaScript',
	'English',
	'Typst',
	'PNG',
	'JPEG',
	'WebP',
	'SVG',
	'Word',
	'PowerPoint',
	'Excel',
	'OpenDocument',
	'CC BY',
	'CC',
	'BY',
	'XML',
	'HTML',
	'Ctrl',
	'Enter',
	'kB',
	'MB',
	'GB',
	'WCAG',
	'AA',
	'GitHub',
	'IP',
	'Markdown',
	'LaTeX',
	'ISO',
	'Message-ID',
	'SMTP',
	'TLS',
	'STARTTLS',
	'SPF',
	'DMARC',
	'AAAA',
	'IANA',
	'RSS',
	'Atom',
	'Feed',
	'http',
	'localhost',
	'https',
	'ASCII',
	'Authorization',
	'Bearer',
	'multipart',
	'form-data',
	'nginx',
	'Caddy',
	'certbot',
	'PostgreSQL',
	'Node',
	'BACKUP',
	'AT',
	'DIR',
	'off',
	'ROR',
]);
/** What stays Han in an English text: the name of the other language. */
const hanNames = new Set(['中文']);

type Value = string | ((...args: unknown[]) => unknown) | { [key: string]: Value };

/** A text of a catalogue in one language. */
export interface Entry {
	key: string;
	text: string;
	/** For functions: which arguments (`1`, `2`, or `1.max` for a property) change the text, and whether they do. */
	shows: Map<string, boolean>;
}

type Kind = 'number' | 'text' | 'list' | 'object of numbers' | 'object of texts';

/** What kind each argument is can't be seen from outside, so these are tried in turn. */
const kinds: Kind[][] = [
	['object of numbers', 'object of numbers', 'object of numbers'],
	['object of texts', 'object of texts', 'object of texts'],
	['number', 'number', 'number', 'number', 'number', 'number'],
	['text', 'text', 'text', 'text', 'text', 'text'],
	['text', 'number', 'number', 'number', 'number', 'number'],
	['text', 'text', 'number', 'number', 'number', 'number'],
	['number', 'text', 'text', 'text', 'text', 'text'],
	['list', 'list', 'list'],
];

/** Properties that must be one of a few texts. */
const usualTexts: Record<string, [string, string]> = {
	zone: ['Asia/Shanghai', 'America/New_York'],
	types: ['application/pdf', 'image/png'],
};

/** An argument of a kind. `seen` hears which properties of an object are asked for; those in `other` have another value. */
function argument(kind: Kind, at: number, other: boolean | string, seen: (property: string) => void): unknown {
	const changed = other === true;
	if (kind === 'number') return (changed ? 90 : 70) + at;
	if (kind === 'text') return `${changed ? 'y9' : 'x7'}${at}`;
	if (kind === 'list') return changed ? [`y9${at}`, `y8${at}`] : [`x7${at}`, `x6${at}`];
	return new Proxy(
		{},
		{
			get(_, property) {
				if (typeof property === 'symbol') return undefined;
				if (['toString', 'valueOf', 'length', 'map', 'join', 'toFixed', 'then'].includes(property))
					throw new Error('it is no object');
				seen(property);
				const usual = usualTexts[property];
				if (usual) return usual[other === property ? 1 : 0];
				// Far apart, so that two of them as instants or sizes differ too.
				const number = (other === property ? 9e11 : 7e11) + property.length * 10 + at;
				return kind === 'object of numbers' ? number : `x${number}`;
			},
		},
	);
}

function isWhole(text: unknown): text is string {
	return typeof text === 'string' && !/undefined|NaN|\[object|\bnull\b/.test(text);
}

/** Calls a message with arguments of each kind until it answers a whole text; undefined when none does. */
function filled(key: string, value: (...args: unknown[]) => unknown, arity: number): Entry | undefined {
	for (const choice of kinds) {
		try {
			const properties = new Set<string>();
			const call = (change?: { at: number; property?: string }) =>
				value(
					...choice.slice(0, arity).map((kind, at) => {
						const other = change?.at === at ? (change.property ?? true) : false;
						return argument(kind, at, other, (property) => properties.add(`${at}.${property}`));
					}),
				);
			const text = call();
			if (!isWhole(text)) continue;
			// An object that nobody looked into says nothing: the argument is something else, or unused.
			if (choice[0]?.startsWith('object') && properties.size === 0) continue;
			const shows = new Map<string, boolean>();
			for (let at = 0; at < Math.min(arity, choice.length); at += 1) {
				if (!choice[at]?.startsWith('object')) shows.set(String(at + 1), call({ at }) !== text);
			}
			for (const name of [...properties]) {
				const [at = '0', property = ''] = name.split('.');
				shows.set(`${Number(at) + 1}.${property}`, call({ at: Number(at), property }) !== text);
			}
			return { key, text, shows };
		} catch {
			// Not this kind of argument: try the next.
		}
	}
	return undefined;
}

/** Walks one language of a catalogue. `like` is the English one: its functions say how many arguments there are. */
function entries(value: Value, like: Value, key: string, findings: string[]): Entry[] {
	if (typeof value === 'string') return [{ key, text: value, shows: new Map() }];
	if (typeof value === 'function') {
		const entry = filled(key, value, Math.max(value.length, typeof like === 'function' ? like.length : 0));
		if (!entry) findings.push(`${key} gives no whole text, whatever it is told`);
		return entry ? [entry] : [];
	}
	return Object.entries(value ?? {}).flatMap(([name, part]) => {
		const other = (like as Record<string, Value> | undefined)?.[name];
		return entries(part, other as Value, key ? `${key}.${name}` : name, findings);
	});
}

/** What is typed as it stands: settings with their values, files of the documentation, commands. */
const typed =
	/\b[A-Z]+(?:_[A-Z]+)+(?:=\w+)?|\bHOST\b|\bdocs\/[\w/]+\.md|\b(?:orrery|timedatectl|chmod)(?: -{0,2}[a-z\d-]+)*/g;

const latinWords = (text: string) =>
	(
		text
			.replace(typed, ' ')
			.replace(
				/https?:\/\/\S+|\S+@\S+|\b[A-Z]\w+\/[A-Z]\w+|\b\w+(?:\.\w+)*\.(?:org|com|cn|example)\b|\b[xy]?\d\S*/g,
				' ',
			)
			.match(/[A-Za-z][A-Za-z'’-]*[A-Za-z]/g) ?? []
	).filter((word) => !latinNames.has(word));

/**
 * Looks through a pair of catalogues: empty texts; one language left in the other; functions that give no text, or
 * leave an argument out that the other language shows.
 */
export function catalogueFindings(path: string, pair: { en: unknown; zh: unknown }): Finding[] {
	const wrong: string[] = [];
	const english = entries(pair.en as Value, pair.en as Value, '', wrong);
	const chinese = entries(pair.zh as Value, pair.en as Value, '', wrong);
	const inChinese = new Map(chinese.map((entry) => [entry.key, entry]));
	for (const { key, text } of [...english, ...chinese]) if (text.trim() === '') wrong.push(`${key} is empty`);
	for (const { key, text } of english) {
		const han = text.match(/\p{Script=Han}+/gu)?.filter((run) => !hanNames.has(run)) ?? [];
		if (han.length > 0) wrong.push(`${key} has Chinese in English: ${han.join(' ')}`);
	}
	for (const { key, text } of chinese) {
		const latin = latinWords(text);
		if (latin.length > 0) wrong.push(`${key} has English in Chinese: ${latin.join(' ')}`);
	}
	for (const { key, shows } of english) {
		const other = inChinese.get(key);
		if (!other) {
			wrong.push(`${key} is missing in Chinese`);
			continue;
		}
		for (const name of new Set([...shows.keys(), ...other.shows.keys()])) {
			const here = shows.get(name) ?? false;
			const there = other.shows.get(name) ?? false;
			if (here !== there) wrong.push(`${key}: argument ${name} shows in ${here ? 'English' : 'Chinese'} only`);
			// A property may be a code that a table turns into words; ours is none of them.
			else if (!here && !name.includes('.')) wrong.push(`${key}: argument ${name} shows in neither language`);
		}
	}
	return wrong.map((message) => ({ path, line: 1, message }));
}

/** The catalogues among what a file exports: pairs of `en` and `zh`. */
export function cataloguesOf(exported: Record<string, unknown>): [name: string, pair: { en: unknown; zh: unknown }][] {
	return Object.entries(exported).filter((entry): entry is [string, { en: unknown; zh: unknown }] => {
		const value = entry[1];
		return typeof value === 'object' && value !== null && 'en' in value && 'zh' in value;
	});
}
