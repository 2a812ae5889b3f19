import { sql } from 'drizzle-orm';
import { system } from '../../src/core/access/index.ts';
import type { Context } from '../../src/core/context/index.ts';
import { many } from '../../src/core/database/index.ts';
import { newId } from '../../src/core/ids/index.ts';
import { countryCodes } from '../../src/core/text/index.ts';
import type { Answers } from '../../src/modules/calls/answers.ts';
import { callSchema } from '../../src/modules/calls/call.ts';
import { factsOf } from '../../src/modules/calls/facts.ts';
import { type Form, type FormInput, formSchema } from '../../src/modules/calls/form.ts';
import { project } from '../../src/modules/calls/projection.ts';
import { saveCallFromBundle } from '../../src/modules/calls/server/index.ts';

const both = (text: string) => ({ en: text, zh: `${text}（中文）` });
const options = (names: string[]) => names.map((id) => ({ id, label: both(id) }));
const words =
	'orbit lunar regolith plasma thruster debris policy bone muscle habitat greenhouse telescope signal crew lander sample'.split(
		' ',
	);
const topics = ['t1', 't2', 't3', 't4', 't5', 't6', 't7', 't8'];

/** A form of 30 fields: those that a call for abstracts has, choices, numbers, days, and short and long texts. */
export const wideForm: Form = formSchema.parse({
	fields: [
		{ id: 'title', kind: 'short-text', role: 'title', label: both('Title') },
		{ id: 'track', kind: 'track', role: 'track', label: both('Track'), options: options(topics) },
		{ id: 'authors', kind: 'person-list', role: 'contributors', label: both('Authors'), purpose: both('Programme') },
		{ id: 'abstract', kind: 'long-text', role: 'abstract', label: both('Abstract') },
		{ id: 'keywords', kind: 'keywords', role: 'keywords', label: both('Keywords') },
		{ id: 'mode', kind: 'choice', role: 'mode', label: both('Mode'), options: options(['on-site', 'online']) },
		{ id: 'student', kind: 'yes-no', role: 'student', label: both('Student') },
		{ id: 'language', kind: 'language', role: 'language', label: both('Language'), languages: ['en', 'zh'] },
		...Array.from({ length: 6 }, (_, i) => ({
			id: `choice${i}`,
			kind: 'choice' as const,
			label: both(`Choice ${i}`),
			options: options(['a', 'b', 'c', 'd']),
		})),
		...Array.from({ length: 5 }, (_, i) => ({ id: `number${i}`, kind: 'number' as const, label: both(`Number ${i}`) })),
		...Array.from({ length: 3 }, (_, i) => ({ id: `day${i}`, kind: 'date' as const, label: both(`Day ${i}`) })),
		...Array.from({ length: 5 }, (_, i) => ({ id: `text${i}`, kind: 'short-text' as const, label: both(`Text ${i}`) })),
		...Array.from({ length: 3 }, (_, i) => ({
			id: `essay${i}`,
			kind: 'long-text' as const,
			label: both(`Essay ${i}`),
		})),
	],
} satisfies FormInput);

/** Numbers that look random and are the same each time. */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		// The low bits of such a generator go round in a few steps: the share of the whole range is taken.
		return Math.floor((state / 2 ** 32) * below);
	};
}

function answersOf(number: number): Answers {
	const pick = numbers(number + 1);
	const word = () => words[pick(words.length)] as string;
	const text = (count: number) => Array.from({ length: count }, word).join(' ');
	const answers: Answers = {
		title: `${text(8)} ${number}`,
		track: topics[pick(8)] as string,
		authors: Array.from({ length: 1 + pick(4) }, (_, i) => ({
			given: word(),
			family: `Bench${pick(3000)}`,
			affiliation: `Institute of ${word()}`,
			country: countryCodes[pick(60)] as string,
			email: `bench${number}-${i}@measurements.example`,
			orcid: '',
			presenter: i === 0,
		})),
		abstract: text(250 + pick(250)),
		keywords: [word(), word(), word()],
		mode: pick(3) === 0 ? 'online' : 'on-site',
		student: pick(4) === 0,
		language: pick(2) === 0 ? 'en' : 'zh',
	};
	for (let i = 0; i < 6; i++) answers[`choice${i}`] = 'abcd'[pick(4)] as string;
	for (let i = 0; i < 5; i++) answers[`number${i}`] = pick(10_000);
	for (let i = 0; i < 3; i++)
		answers[`day${i}`] = `2021-${String(1 + pick(12)).padStart(2, '0')}-${String(1 + pick(28)).padStart(2, '0')}`;
	for (let i = 0; i < 5; i++) answers[`text${i}`] = text(6);
	for (let i = 0; i < 3; i++) answers[`essay${i}`] = text(60);
	return answers;
}

/** A standing call of this organisation with so many applications of 30 answers each, written past the use cases: some decided, some with messages. @returns its id */
export async function makeManyApplications(ctx: Context, organisation: string, count: number): Promise<string> {
	const call = callSchema.parse({
		slug: 'bench-lists',
		title: both('Bench'),
		summary: both('Bench'),
		window: { zone: 'Asia/Shanghai', opens: '2021-09-01', closes: '2021-12-31' },
		numberPrefix: 'BL',
		form: wideForm,
		stages: [
			{
				id: 'decision',
				kind: 'determination',
				label: both('Decision'),
				outcomes: [
					{ id: 'talk', label: both('Talk'), effect: 'accept' },
					{ id: 'no', label: both('Not this time'), effect: 'reject' },
				],
			},
		],
	});
	const saved = await saveCallFromBundle(ctx, system('bench'), {
		edition: null,
		organisation,
		call,
		tracks: [],
		outside: [],
	});
	const batch = 250;
	for (let from = 0; from < count; from += batch) {
		const rows = Array.from({ length: Math.min(batch, count - from) }, (_, i) => {
			const answers = answersOf(from + i);
			const at = new Date(Date.UTC(2021, 8, 1) + (from + i) * 120_000).toISOString();
			const { searchText, ...projection } = project(wideForm, answers);
			const decided = (from + i) % 3 === 0 ? { state: 'decided', determination_id: newId() } : { state: 'submitted' };
			const facts = factsOf(wideForm, answers);
			return { id: newId(), answers, at, facts, search_text: searchText, ...decided, ...projection };
		});
		await many(
			ctx.db,
			sql`with rows as (
				select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, answers jsonb, at timestamptz,
					facts jsonb, search_text text, title text, track text, mode text, student boolean, language text, people text,
					state text, determination_id text)
			), written as (
				insert into application (id, number, call_id, person_id, state, determination_id, version, title, track, mode,
					student, language, people, search_text, facts, submitted_at, changed_at)
				select id, nextval('application_number'), ${saved.call}, 'bench', state, determination_id, 1, title, track, mode,
					student, language, people, search_text, facts, at, at from rows returning id
			)
			insert into application_version (application_id, version, form_version, answers, event, draft_id, person_id, locale, at)
			select id, 1, 1, answers, 'submit', id, 'bench', 'en', at from rows returning application_id`,
		);
	}
	await decideAndWrite(ctx, saved.call);
	return saved.call;
}

/** Every third has a determination, every tenth a message of its applicant, and every second of these was answered. */
async function decideAndWrite(ctx: Context, call: string): Promise<void> {
	const { pool } = ctx.database;
	await pool.query(
		`insert into determination (id, application_id, stage_id, version, outcome, effect, person_id, at)
		select determination_id, id, 'decision', 1, case number % 2 when 0 then 'talk' else 'no' end,
			case number % 2 when 0 then 'accept' else 'reject' end, 'bench', changed_at
		from application where call_id = $1 and determination_id is not null`,
		[call],
	);
	for (const [side, each] of [
		['applicant', 10],
		['desk', 20],
	] as const) {
		await pool.query(
			`insert into application_message (id, application_id, side, person_id, text, at)
			select $2 || '-' || id, id, $2, 'bench', 'When do I speak?', changed_at
			from application where call_id = $1 and number % $3 = 0`,
			[call, side, each],
		);
	}
	// As the database does by itself within a minute or two.
	await pool.query('vacuum (analyze) application, application_version, application_message, determination');
}
