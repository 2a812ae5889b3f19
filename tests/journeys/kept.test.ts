import { afterAll, expect, test } from 'vitest';
import { signInCast, stranger } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/** What was typed is kept when the session ended meanwhile, and a form sent twice is one application with one receipt. */
const server = await startServer();
afterAll(() => server.dispose());
const cast = await signInCast(server);
const author = cast.get('author') ?? stranger(server);
const apply = '/ipspace-2021/calls/abstracts/apply';

const whole = {
	track: 'T3',
	title: 'Kept',
	abstract: Array.from({ length: 300 }, (_, i) => `word${i}`).join(' '),
	keywords: 'one, two, three',
	language: 'en',
	'authors.0.given': 'Given',
	'authors.0.family': 'Family',
	'authors.0.affiliation': 'Somewhere',
	'authors.0.country': 'CN',
	'authors.0.email': 'given@family.example',
	'authors.presenter': '0',
	'presenter-place.city': 'Beijing',
	'presenter-place.zone': 'Asia/Shanghai',
	mode: 'on-site',
	format: 'talk',
	student: 'no',
	originality: 'on',
	'consent-to-publish': 'on',
	'public-release': 'on',
};

async function newDraft(): Promise<{ draft: string; revision: string }> {
	const body = new URLSearchParams({ ...whole, draft: '', revision: '0' });
	const saved = await author.ask(`${apply}/autosave`, { method: 'POST', body });
	const { draft, revision } = await saved.json();
	return { draft, revision: String(revision) };
}

test('a draft submitted by a double click is one application; every answer leads to its receipt', async () => {
	const draft = await newDraft();
	const send = () =>
		author.ask(`${apply}?/submit`, { method: 'POST', body: new URLSearchParams({ ...whole, ...draft }) });
	const answers = [...(await Promise.all([send(), send(), send()])), await send()];
	const places = new Set(answers.map((answer) => answer.headers.get('location')));
	expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
	expect([...places]).toEqual([expect.stringMatching(/^\/me\/applications\/[a-z0-9]+\?submitted=1$/)]);
});

test('whoever was signed out meanwhile keeps what is on his page, and nobody else his draft', async () => {
	for (const action of ['?/save', '?/submit']) {
		const draft = await newDraft();
		const gone = stranger(server);
		const body = new URLSearchParams({ ...whole, ...draft, title: `Typed after the end (${action})` });
		const answer = await gone.ask(apply + action, { method: 'POST', body });
		expect(answer.status).toBe(303);
		const location = new URL(answer.headers.get('location') ?? '', server.origin);
		const back = location.searchParams.get('next') ?? location.pathname + location.search;
		expect(back).not.toContain(draft.draft);
		expect(await (await gone.ask(back)).text()).toContain(`Typed after the end (${action})`);
		expect(await (await author.ask(`${apply}?draft=${draft.draft}`)).text()).not.toContain('Typed after the end');
	}
});
