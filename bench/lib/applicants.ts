import { Agent, request } from 'node:http';
import { system } from '../../src/core/access/index.ts';
import type { Context } from '../../src/core/context/index.ts';
import { cookieName, openSession } from '../../src/core/identity/index.ts';
import { newId } from '../../src/core/ids/index.ts';
import { type Answers, formEntries } from '../../src/modules/calls/answers.ts';
import type { Form } from '../../src/modules/calls/form.ts';
import { callForVisitor } from '../../src/modules/calls/server/index.ts';
import { editionBySlug } from '../../src/modules/editions/server/index.ts';
import { createPerson } from '../../src/modules/people/server/index.ts';

const place = { edition: 'ipspace-2021', call: 'abstracts' };
const path = `/${place.edition}/calls/${place.call}/apply`;
const boundary = 'orrery-bench-7f3a';
const words =
	'We measure bone density of volunteers in head-down bed rest and compare three exercise programmes that need little mass aboard'.split(
		' ',
	);

/** A complete abstract of 300 words. */
export function abstractOf(number: number): Answers {
	const text = Array.from({ length: 300 }, (_, at) => words[(at + number) % words.length]).join(' ');
	return {
		track: 'T3',
		title: `Benchmark abstract ${number}`,
		abstract: `${text}.`,
		keywords: ['bed rest', 'bone density', 'exercise'],
		language: 'en',
		authors: [
			{
				given: 'Bench',
				family: `Author ${number}`,
				affiliation: 'Institute of Measurements',
				country: 'CN',
				email: `bench${number}@measurements.example`,
				orcid: '',
				presenter: true,
			},
		],
		'presenter-place': { city: 'Houston', zone: 'America/Chicago' },
		mode: 'online',
		format: 'talk',
		student: true,
		originality: true,
		'consent-to-publish': true,
		'public-release': true,
	};
}

/** The form as a browser posts it, without a file. */
export function multipart(entries: readonly (readonly [string, string])[]): Buffer {
	const parts = entries.map(
		([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
	);
	const noFile = `--${boundary}\r\ncontent-disposition: form-data; name="supporting-file"; filename=""\r\ncontent-type: application/octet-stream\r\n\r\n\r\n`;
	return Buffer.from(`${parts.join('')}${noFile}--${boundary}--\r\n`);
}

/** Invented authors who are signed in. */
export interface Applicants {
	cookies: string[];
	form: Form;
}

export async function makeApplicants(ctx: Context, count: number): Promise<Applicants> {
	const edition = await editionBySlug(ctx, place.edition);
	const call = edition && (await callForVisitor(ctx, { editionId: edition.id, call: place.call }));
	if (!call) throw new Error(`The rehearsal has no call ${place.call}.`);
	const cookies: string[] = [];
	for (let number = 0; number < count; number += 1) {
		const name = { given: 'Bench', family: `Author ${number}` };
		const personId = await createPerson(ctx, system('bench'), { names: name, sample: true });
		const { secret } = await openSession(ctx, personId, 'cast', { ip: '127.0.0.1', browser: 'bench' });
		cookies.push(`${cookieName(ctx.config, 'session')}=${secret}`);
	}
	return { cookies, form: call.form };
}

export interface Submitting {
	/** Ids of the applications whose receipt was answered: what must never be lost. */
	acknowledged: string[];
	/** Requests that ended otherwise, by how. */
	otherwise: Map<string, number>;
	/** Ends when the requests under way are answered or broken. */
	stop(): Promise<void>;
}

/** Every author submits one abstract after the other, until stopped. Keeps trying while the server is away. */
export function submitAll(origin: string, { cookies, form }: Applicants): Submitting {
	const acknowledged: string[] = [];
	const otherwise = new Map<string, number>();
	const agent = new Agent({ keepAlive: true, maxSockets: cookies.length });
	let stopped = false;
	let number = 0;
	const writers = cookies.map(async (cookie) => {
		while (!stopped) {
			number += 1;
			const answer = await post(
				origin,
				agent,
				cookie,
				'?/submit',
				multipart([...formEntries(form, abstractOf(number)), ['once', newId()]]),
			).catch((error: NodeJS.ErrnoException) => ({ broken: error.code ?? error.message }));
			const found =
				'location' in answer ? /\/me\/applications\/([a-z0-9]+)\?submitted=/.exec(answer.location)?.[1] : undefined;
			if (found) acknowledged.push(found);
			else {
				const how = 'broken' in answer ? answer.broken : `status ${answer.status}`;
				otherwise.set(how, (otherwise.get(how) ?? 0) + 1);
				await new Promise((resolve) => setTimeout(resolve, 20));
			}
		}
	});
	return {
		acknowledged,
		otherwise,
		async stop() {
			stopped = true;
			await Promise.all(writers);
			agent.destroy();
		},
	};
}

/** Sends a form to the page of the call, or below it: `?/submit`, `/autosave`. */
export function post(
	origin: string,
	agent: Agent,
	cookie: string,
	below: string,
	body: Buffer,
): Promise<{ status: number; location: string; text: string }> {
	return new Promise((resolve, reject) => {
		const headers = {
			cookie,
			origin,
			accept: 'text/html',
			'content-type': `multipart/form-data; boundary=${boundary}`,
			'content-length': body.length,
		};
		const sent = request(
			`${origin}${path}${below}`,
			{ method: 'POST', agent, headers, timeout: 30_000 },
			(response) => {
				let text = '';
				response.setEncoding('utf8').on('data', (part: string) => {
					text += part;
				});
				response.on('end', () =>
					resolve({ status: response.statusCode ?? 0, location: String(response.headers.location ?? ''), text }),
				);
				response.on('error', reject);
			},
		);
		sent.on('timeout', () => sent.destroy(new Error('no answer in 30 s')));
		sent.on('error', reject);
		sent.end(body);
	});
}

/** Which of these acknowledged applications are not there whole: row, first version, event in the ledger. */
export async function lost(ctx: Context, acknowledged: readonly string[]): Promise<string[]> {
	const { rows } = await ctx.database.pool.query<{ id: string }>(
		`select id from unnest($1::text[]) as asked(id) where not exists (
			select from application a
			join application_version v on v.application_id = a.id
			join ledger_event e on e.subject_type = 'application' and e.subject_id = a.id and e.action = 'submit'
			where a.id = asked.id)`,
		[acknowledged],
	);
	return rows.map(({ id }) => id);
}
