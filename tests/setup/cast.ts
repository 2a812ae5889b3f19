import type { TestServer } from './server.ts';

/** Someone who asks over HTTP, with his cookies. */
export interface Caller {
	name: string;
	ask(path: string, init?: RequestInit): Promise<Response>;
}

/** Somebody who has not signed in. */
export function stranger(server: TestServer): Caller {
	return caller(server, 'visitor');
}

function caller(server: TestServer, name: string): Caller & { cookies: Map<string, string> } {
	const cookies = new Map<string, string>();
	return {
		name,
		cookies,
		async ask(path, init = {}) {
			const headers = new Headers(init.headers);
			// As a browser without scripts asks: the framework answers scripts with 200 whatever came of it.
			if (!headers.has('accept')) headers.set('accept', 'text/html,*/*;q=0.8');
			if (cookies.size > 0) headers.set('cookie', [...cookies].map(([key, value]) => `${key}=${value}`).join('; '));
			if (init.method && init.method !== 'GET') headers.set('origin', server.origin);
			const response = await fetch(new URL(path, server.origin), { redirect: 'manual', ...init, headers });
			for (const line of response.headers.getSetCookie()) {
				const [key = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
				if (value === '' || /max-age=0/i.test(line)) cookies.delete(key);
				else cookies.set(key, value);
			}
			return response;
		},
	};
}

/**
 * Signs one of the cast in by the link of the announcement. The link may sign in at once, or lead to a page whose form
 * does it.
 * @throws Error when no session came of it
 */
export async function signInByLink(server: TestServer, name: string, link: string): Promise<Caller> {
	const one = caller(server, name);
	let response = await one.ask(link);
	if (one.cookies.size === 0 && response.status === 200) {
		const html = await response.text();
		const form = /<form\b[^>]*method="post"[^>]*>[\s\S]*?<\/form>/i.exec(html)?.[0] ?? '';
		const action = /<form\b[^>]*\baction="([^"]*)"/i.exec(form)?.[1]?.replaceAll('&amp;', '&') ?? '';
		const body = new URLSearchParams();
		for (const [input] of form.matchAll(/<(?:input|button)\b[^>]*>/g)) {
			const key = /\bname="([^"]*)"/.exec(input)?.[1];
			if (key) body.append(key, /\bvalue="([^"]*)"/.exec(input)?.[1] ?? '');
		}
		response = await one.ask(new URL(action, new URL(link, server.origin)).href, { method: 'POST', body });
	}
	if (one.cookies.size === 0) throw new Error(`${name} was not signed in by ${link}: ${response.status}`);
	return one;
}

/** The relation that each of the cast has, by the words of the announcement. */
const relationOf: [RegExp, string][] = [
	[/secretary/, 'secretary'],
	[/chair/, 'chair'],
	[/organiser/, 'organiser'],
	[/reviewer/, 'reviewer'],
	[/juror/, 'juror'],
	[/author/, 'author'],
];

/** All of the cast that the announcement names, signed in, by relation. */
export async function signInCast(server: TestServer): Promise<Map<string, Caller>> {
	const cast = new Map<string, Caller>();
	for (const [words, link] of Object.entries(server.links)) {
		const relation = relationOf.find(([pattern]) => pattern.test(words))?.[1];
		if (relation && !cast.has(relation)) cast.set(relation, await signInByLink(server, relation, link));
	}
	return cast;
}
