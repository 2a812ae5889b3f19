import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { day } from '#core/clock/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { formEntries } from '../answers.ts';
import { type Form, type FormInput, formSchema } from '../form.ts';
import { sampleCall, samplePerson } from '../testing.ts';
import AnswersView from '../ui/AnswersView.svelte';
import type { Reader } from '../visibility.ts';
import { applicationForAuthor, applicationForDesk, startDraft, submit, type VersionView } from './index.ts';
import { makeCall, notingJobs, organiser, person } from './testing.ts';

/* A form changes between two rounds of a call: what was answered to the old one looks as it did. */

const ctx = await testContext({ jobs: notingJobs().handlers });
ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
const both = (en: string, zh: string) => ({ en, zh });
const option = (id: string, en: string) => ({ id, label: both(en, `${en}（中）`) });

const first: FormInput['fields'] = [
	{
		id: 'title',
		kind: 'short-text',
		role: 'title',
		required: true,
		label: both('Title', '题目'),
		inLanguages: { languages: ['en', 'zh'] },
	},
	{ id: 'pitch', kind: 'long-text', label: both('Pitch', '简介') },
	{
		id: 'seats',
		kind: 'choice',
		multiple: true,
		label: both('Days', '日期'),
		options: [option('mon', 'Monday'), option('tue', 'Tuesday')],
	},
	{
		id: 'team',
		kind: 'person-list',
		role: 'contributors',
		label: both('Team', '团队'),
		roles: [option('lead', 'Lead'), option('member', 'Member')],
		consents: both('Agrees to be named', '同意署名'),
	},
	{
		id: 'budget',
		kind: 'group',
		label: both('Budget', '预算'),
		fields: [
			{ id: 'item', kind: 'short-text', required: true, label: both('Item', '项目') },
			{ id: 'cost', kind: 'number', currency: 'EUR', decimals: 2, label: both('Cost', '费用') },
		],
		sums: [{ field: 'cost', label: both('Total', '合计') }],
	},
	{ id: 'founded', kind: 'date', label: both('Founded', '成立日期') },
	{ id: 'seat', kind: 'country', label: both('Seat', '所在地') },
	{ id: 'site', kind: 'link', label: both('Website', '网址') },
	{
		id: 'secret',
		kind: 'short-text',
		label: both('Bank account', '银行账户'),
		visibleTo: 'named',
		viewers: ['bank@desk.example'],
	},
];
/** The second round asks in other words, offers other days, adds a question and drops one. */
const second: FormInput['fields'] = [
	{ id: 'title', kind: 'short-text', role: 'title', required: true, label: both('Name of the project', '项目名称') },
	{
		id: 'seats',
		kind: 'choice',
		multiple: true,
		label: both('Days of presence', '出席日'),
		options: [option('wed', 'Wednesday')],
	},
	{ id: 'budget', kind: 'number', label: both('Budget in all', '预算总额') },
	{ id: 'newcomer', kind: 'yes-no', required: true, label: both('First time?', '首次参加？') },
];

const form1 = formSchema.parse({ fields: first });
const call = await makeCall(ctx, { form: form1 });
const team = person('team');
const answers = {
	title: { en: 'Dust on the Moon', zh: '月尘' },
	pitch: 'One line <b>only</b>.\nAnd another.',
	seats: ['mon', 'tue'],
	team: [{ ...samplePerson, role: 'lead', consent: true }],
	budget: [
		{ item: 'Flight', cost: 1200.5 },
		{ item: 'Hotel', cost: 99.5 },
	],
	founded: '2019-02-28',
	seat: 'FR',
	site: 'https://dust.example/moon',
	secret: 'FR76 0000',
};
const { draft } = await startDraft(ctx, team, { call, locale: 'en', entries: formEntries(form1, answers) });
const { application } = await submit(ctx, team, { draft });

/** As it stands in the page, without what the framework leaves in it for itself. */
function html(version: Pick<VersionView, 'form' | 'answers'>, reader: Reader): string {
	return render(AnswersView, { props: { form: version.form as Form, answers: version.answers, reader } })
		.body.replace(/<!--.*?-->/gs, '')
		.replace(/ ?svelte-[a-z0-9]+/g, '')
		.replace(/ class=""/g, '')
		.replace(/\s*\n\s*/g, '\n')
		.replace(/></g, '>\n<')
		.trim();
}
const newest = async () =>
	(await applicationForAuthor(ctx, team, { application, locale: 'en' })).versions[0] as VersionView;
const applicant: Reader = { circle: 'applicant', addresses: [] };
const before = html(await newest(), applicant);

it('version 1 renders as it was answered, after version 2 of the form came', async () => {
	await expect(before).toMatchFileSnapshot('./old-forms.golden.html');
	// The next round: a later window first, then its own form.
	const window = { ...sampleCall.window, opens: '2022-10-01', closes: '2022-10-15' };
	await makeCall(ctx, { form: form1, window });
	await makeCall(ctx, { form: formSchema.parse({ fields: second }), window });
	ctx.setNow(Date.parse('2022-10-02T09:00:00+08:00'));
	const forms = await ctx.byHand('select version from call_form where call_id = $1 order by version', [call]);
	expect(forms.rows.map(({ version }) => version)).toEqual([1, 2]);
	expect(html(await newest(), applicant)).toBe(before);
});

it('an application of the second round answers the second form, and the desk reads each by its own', async () => {
	ctx.setNow(ctx.clock.edition.now() + day);
	const entries: [string, string][] = [
		['title', 'Ice'],
		['seats', 'wed'],
		['budget', '1,500'],
		['newcomer', 'yes'],
	];
	const other = await startDraft(ctx, person('other'), { call, locale: 'en', entries });
	const later = await submit(ctx, person('other'), { draft: other.draft });
	const read = async (id: string) =>
		(await applicationForDesk(ctx, organiser, { application: id, locale: 'en' })).versions[0] as VersionView;
	const reader: Reader = { circle: 'organisers', addresses: [] };
	const old = html(await read(application), reader);
	const fresh = html(await read(later.application), reader);
	expect(old).toContain('Total');
	expect(old).toContain('1,300.00 EUR');
	expect(old).not.toMatch(/FR76|Bank account/);
	expect(before).toContain('FR76');
	expect(fresh).toContain('Budget in all');
	expect(fresh).toContain('1,500');
	expect(fresh).not.toContain('Total');
	// What was typed stays text.
	expect(old).toContain('&lt;b>only&lt;/b>');
});
