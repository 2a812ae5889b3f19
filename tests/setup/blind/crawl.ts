import { holds } from './stems.ts';

/** Somebody who asks over HTTP, signed in or not. */
export interface Reader {
	name: string;
	cookie?: string;
}

/** What came back for one address: everything in it that a reader can see. */
export interface Answer {
	reader: string;
	path: string;
	status: number;
	type: string;
	headers: string;
	bytes: Buffer;
}

/** Pages of rehearsals that show every mail to everybody, so that one may try what nobody receives. */
const isMailbox = (path: string) => /^\/(zh\/)?mailbox/.test(path);

/** Asks as a browser without script, follows one redirect to a file, and answers what came. */
export async function ask(
	origin: string,
	reader: Reader,
	path: string,
	accept = 'text/html,*/*;q=0.8',
): Promise<Answer> {
	const headers = { accept, ...(reader.cookie ? { cookie: reader.cookie } : {}) };
	const response = await fetch(new URL(path, origin), { redirect: 'manual', headers });
	return {
		reader: reader.name,
		path,
		status: response.status,
		type: response.headers.get('content-type') ?? '',
		headers: [...response.headers].map(([key, value]) => `${key}: ${value}`).join('\n'),
		bytes: Buffer.from(await response.arrayBuffer()),
	};
}

/** Asks for all of these, a few at a time. */
export async function askAll(origin: string, reader: Reader, paths: Iterable<string>): Promise<Answer[]> {
	const queue = [...paths];
	const answers: Answer[] = [];
	const work = async () => {
		for (let path = queue.shift(); path !== undefined; path = queue.shift())
			answers.push(await ask(origin, reader, path));
	};
	await Promise.all(Array.from({ length: 6 }, work));
	return answers;
}

/**
 * Everything that a reader finds from these pages by following links, their data and the addresses they redirect to.
 * @param within which addresses are followed
 */
export async function crawl(
	origin: string,
	reader: Reader,
	from: readonly string[],
	within: RegExp,
	most = 200,
): Promise<Answer[]> {
	const seen = new Set(from);
	const queue = [...from];
	const answers: Answer[] = [];
	const add = (href: string, base: string) => {
		const url = new URL(href.replaceAll('&amp;', '&'), new URL(base, origin));
		const path = url.pathname + url.search;
		if (!within.test(path)) return;
		// One language is enough; signing out would end the crawl.
		if (url.origin !== origin || seen.has(path) || /^\/(_app|zh|favicon|docs|sign-out)/.test(path) || isMailbox(path))
			return;
		seen.add(path);
		queue.push(path);
	};
	while (queue.length > 0 && answers.length < most) {
		for (const answer of await askAll(origin, reader, queue.splice(0, 12))) {
			answers.push(answer);
			const location = /^location: (.*)$/m.exec(answer.headers)?.[1];
			if (location) add(location, answer.path);
			if (answer.status !== 200 || !answer.type.startsWith('text/html')) continue;
			for (const [, href = ''] of answer.bytes.toString('utf8').matchAll(/(?:href|src|action)="([^"#]+)"/g))
				add(href, answer.path);
			const data = `${answer.path.split('?')[0]?.replace(/\/$/, '')}/__data.json`;
			add(data, answer.path);
		}
	}
	return answers;
}

/** Answers that hold one of these words, as lines for a message. */
export function leaks(answers: readonly Answer[], needles: readonly Buffer[]): string[] {
	return answers
		.filter(({ headers, bytes, type }) => holds(Buffer.from(headers), 'text', needles) || holds(bytes, type, needles))
		.map(({ reader, path, status, type }) => `${reader} ${path} ${status} ${type.split(';')[0]}`);
}

/** Every address that there is, with each of these values in the place of its parameters; what has no value is `none`. */
export function addressesOf(ids: readonly string[], values: Readonly<Record<string, readonly string[]>>): string[] {
	const paths = new Set<string>();
	for (const id of ids) {
		let made = [id];
		for (const [part = '', name = ''] of id.matchAll(/\[+(?:\.\.\.)?([^\]]+)\]+/g)) {
			const of = values[name] ?? ['none'];
			made = made.flatMap((path) => of.map((value) => path.replace(part, value)));
		}
		for (const path of made) if (!isMailbox(path) && !path.startsWith('/sign-out')) paths.add(path);
	}
	return [...paths];
}
