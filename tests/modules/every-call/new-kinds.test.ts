import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { callsDoor } from '../../../src/app/calls-door.ts';
import { system } from '../../../src/core/access/index.ts';
import { inProject } from '../../../src/core/paths/index.ts';
import {
	applicationForAuthor,
	exportDesign,
	type PublicCall,
	publishDesign,
	startDesign,
} from '../../../src/modules/calls/server/index.ts';
import { designer, nothingAround, said } from '../../../src/modules/calls/server/designs/testing.ts';
import { refusalOf } from '../../../src/modules/calls/server/testing.ts';
import { importBundle } from '../../../src/modules/editions/server/index.ts';
import { recordPayment } from '../../../src/modules/fulfilments/server/index.ts';
import { reviewPage } from '../../../src/modules/review/server/index.ts';
import { type Handed, openSymposium, type Person } from './play.ts';

/*
 * Kinds of call that nobody has thought of here are data: made by the forms of the designer, taken out as a file, brought
 * in by the files of an edition, and each of the two opened, applied for, judged and announced.
 */
const { ctx, edition, play, organiser, secretary } = await openSymposium();
const owner = (await ctx.byHand('select organisation_id from call limit 1')).rows[0]?.organisation_id as string;
const folder = mkdtempSync(join(tmpdir(), 'new-kinds-'));
cpSync(inProject('editions', 'ipspace-2021'), folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes a call of a ready-made kind in the designer, and the same again by a file of the bundle. */
async function madeTwice(template: string, slug: string): Promise<PublicCall[]> {
	const design = await startDesign(ctx, organiser, {
		edition,
		organisation: owner,
		zone: 'Asia/Shanghai',
		begin: { from: 'template', template },
	});
	const at = designer(ctx, organiser, design);
	await at.write('', { slug, summary: said('Apply.', '欢迎申请。') });
	await at.write('window', { opens: { day: '2021-10-01', time: '' }, closes: { day: '2021-10-31', time: '17:00' } });
	const { revision } = (await ctx.byHand('select revision from call_design where id = $1', [design])).rows[0] ?? {};
	const { text } = await exportDesign(ctx, organiser, { design });
	const made = await publishDesign(ctx, organiser, { design, revision, ...nothingAround });
	expect(made.slug).toBe(slug);
	const byFile = `${slug}-by-file`;
	writeFileSync(join(folder, 'calls', `${byFile}.yaml`), text.replace(`slug: ${slug}`, `slug: ${byFile}`));
	// The files of an edition hold all of its calls.
	writeFileSync(join(folder, 'calls', `${slug}.yaml`), text);
	await importBundle(ctx, system('test'), folder, { calls: callsDoor });
	return [await play.call(slug), await play.call(byFile)];
}

/** All that an applicant can read of his application, as text. */
const readBy = async (by: Parameters<typeof applicationForAuthor>[1], application: string) =>
	JSON.stringify(await applicationForAuthor(ctx, by, { application, locale: 'en' }));

test('a travel award: two referees write confidentially, a jury scores, the grant is paid', async () => {
	const calls = await madeTwice('award-with-referees', 'travel-award');
	const all: Handed[] = [];
	const secret = 'Tends to miss trains';
	for (const [i, call] of calls.entries()) {
		const [first, second] = [`first${i}@referee.example`, `second${i}@referee.example`];
		const handed = await play.apply(call, undefined, {
			'referees.0.email': first,
			'referees.1.given': 'Lea',
			'referees.1.family': 'Second',
			'referees.1.affiliation': 'Academy of Examples',
			'referees.1.email': second,
		});
		await play.attest(first, [['recommendation', secret]]);
		expect(await refusalOf(play.decide(organiser, handed, 'shortlisted'))).toMatchObject({
			problems: [{ code: 'attestations-missing' }],
		});
		await play.attest(second, [['recommendation', secret]]);
		all.push(handed);
	}
	// Scores are taken from the close on.
	play.turnTo('2021-11-02T10:00');
	for (const [i, handed] of all.entries()) {
		const [juror] = await play.score(organiser, handed, 'jury', [
			{ address: `ann${i}@award.example`, points: 8 },
			{ address: `bob${i}@award.example`, points: 7 },
		]);
		const read = await reviewPage(ctx, juror as Person, { application: handed.application });
		expect(read.attested.map(({ answers }) => answers.recommendation)).toEqual([secret, secret]);
		await play.decide(organiser, handed, 'shortlisted');
		await play.decide(organiser, handed, 'granted', { amount: 1200 });
		expect(await readBy(handed.by, handed.application)).not.toContain(secret);
		expect((await play.mailsTo(handed.address)).join('; ')).toContain('Your grant');
		const payment = await play.fulfilment(organiser, handed, 'payment');
		await recordPayment(ctx, secretary, { fulfilment: payment.id, paid: 1200, reference: `TA ${i}`, on: '2021-11-02' });
		expect((await play.fulfilment(organiser, handed, 'payment')).state).toBe('done');
	}
});

test('a project call: a budget of several rows with its sum, which may not be exceeded', async () => {
	play.turnTo('2021-10-11T10:00');
	const all: Handed[] = [];
	for (const call of await madeTwice('project-with-budget', 'projects')) {
		const rows = {
			'budget.0.item': 'Bench',
			'budget.0.cost': '30000',
			'budget.1.item': 'Travel',
			'budget.1.cost': '9000.50',
		};
		const tooMuch = await refusalOf(play.apply(call, undefined, { ...rows, 'budget.1.cost': '20000.01' }));
		expect(tooMuch).toMatchObject({ kind: 'invalid' });
		all.push(await play.apply(call, undefined, rows));
	}
	play.turnTo('2021-11-02T10:00');
	for (const [i, handed] of all.entries()) {
		const { rows: facts } = await ctx.byHand('select facts from application where id = $1', [handed.application]);
		expect(Object.values(facts[0]?.facts as object)).toContain(39_000.5);
		await play.screenAll(secretary, handed, 'screening');
		await play.decide(organiser, handed, 'on');
		await play.score(organiser, handed, 'review', [
			{ address: `cy${i}@project.example`, points: 6 },
			{ address: `di${i}@project.example`, points: 9 },
		]);
		await play.decide(organiser, handed, 'on');
		await play.decide(organiser, handed, 'funded', { amount: 39_000 });
		expect((await play.mailsTo(handed.address)).join('; ')).toContain('Funded');
	}
});

test('a joint application: the other organisation joins by its link, and then writes on it too', async () => {
	play.turnTo('2021-10-11T10:00');
	for (const [i, call] of (await madeTwice('joint-application', 'joint-projects')).entries()) {
		const partner = `partner${i}@second.example`;
		const handed = await play.apply(call, undefined, { 'partner.0.email': partner });
		expect(await refusalOf(play.decide(organiser, handed, 'accepted'))).toMatchObject({
			problems: [{ code: 'attestations-missing' }],
		});
		const second = await play.person('Second', partner);
		expect(
			await refusalOf(applicationForAuthor(ctx, second, { application: handed.application, locale: 'en' })),
		).toMatchObject({
			kind: 'not-found',
		});
		await play.attest(partner, [['contribution', 'A vacuum chamber']]);
		await play.decide(organiser, handed, 'accepted');
		expect(await readBy(handed.by, handed.application)).toContain(handed.application);
		expect((await play.mailsTo(handed.address)).join('; ')).toContain('Accepted');
	}
});
