import { afterAll, expect, test } from 'vitest';
import { makeSubmitted } from '../../bench/lib/decided-applications.ts';
import { beside } from '../../bench/lib/folder.ts';
import { freePort } from '../../bench/start.ts';
import { messages as bulkMessages } from '../../src/routes/(private)/desk/[edition]/applications/bulk/messages.ts';
import { messages as letterWords } from '../../src/routes/(private)/desk/[edition]/letters/messages.ts';
import { runMessages } from '../../src/routes/(private)/desk/[edition]/calls/[call]/stages/[stage]/assigning/run-messages.ts';
import { signInMessages } from '../../src/modules/people/ui/sign-in-messages.ts';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { orrery } from '../setup/journey/command-line.ts';
import { openMail, signInByPrintedLink, signInCode } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/** From the invitation of a reviewer to 600 letters, with kill -9 while they are written. */
let server = await startServer({ env: { PORT: String(await freePort()) } });
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const desk = '/desk/ipspace-2021';
const stage = `${desk}/calls/abstracts/stages/decision`;
const invited = 'new.reviewer@samples.example';
const letters = 600;

const open = async ({ page }: Reader, path: string) => {
	const response = await page.goto(server.origin + path);
	expect([path, response?.status()]).toEqual([path, 200]);
};
const text = ({ page }: Reader) => page.locator('main').innerText();

test('reviewers are invited, bid, are assigned, review, discuss; the chairs decide', async () => {
	await orrery(server, 'clock', 'set', '2021-10-16T09:00:00+08:00');
	const organiser = await browser.reader();
	await signInByPrintedLink(server, organiser, 'organiser', 'en');
	await invite(organiser);

	const reviewer = await browser.reader();
	await signInByPrintedLink(server, reviewer, 'reviewer', 'en');
	await bid(reviewer);
	await confirmConflict(organiser);
	await assign(organiser);

	const number = await review(reviewer);
	await orrery(server, 'clock', 'set', '2021-10-25T09:00:00+08:00');
	await discuss(reviewer, organiser, number);
	// What was handed in half was refused with 400, which the browser notes in its console.
	for (const one of [organiser, reviewer]) one.expectNoComplaints(/status of 400/);
	await reviewer.close();
	await organiser.close();
});

test('600 are decided together and announced; kill -9 in the middle: each once, those uncertain named', async () => {
	const app = await beside(server.dataDir);
	const { rows } = await app.ctx.database.pool.query("select id from call where slug = 'abstracts'");
	const present = await app.ctx.database.pool.query(
		"select count(*)::int as n from application where call_id = $1 and state = 'submitted'",
		[rows[0].id],
	);
	await makeSubmitted(app.ctx, rows[0].id, letters - present.rows[0].n);

	const secretary = await browser.reader();
	await signInByPrintedLink(server, secretary, 'organiser', 'en');
	const { page } = secretary;
	await open(secretary, `${stage}/decisions`);
	await page.locator('[name=outcome]').selectOption('talk');
	await page.locator('[name=best]').fill(String(letters));
	await page.locator('form[action*="look"] button.button-primary, form[action*="look"] .form-actions button').click();
	await page.waitForURL(/\/bulk\/[^/]+$/);
	expect(await text(secretary)).toContain(String(letters));
	await page.locator('main form[method="post"] button').first().click();
	// So many are a job's: the page follows until it says that it is done.
	await expect.poll(() => text(secretary), { timeout: 60_000 }).toContain(bulkMessages.en.act.done(letters, letters));

	await open(secretary, `${desk}/letters/calls/abstracts`);
	await page.locator('input[name="departure"][value="now"]').check();
	await page.getByRole('button', { name: letterWords.en.send.review, exact: true }).click();
	await page.getByRole('button', { name: letterWords.en.confirm.send(letters), exact: true }).click();
	await page.waitForURL(/\/letters\/batch\/[^/]+$/, { timeout: 60_000 });
	const batch = new URL(page.url()).pathname;
	const written = async () => {
		const { rows: found } = await app.ctx.database.pool.query(
			'select count(*) filter (where file_id is not null)::int as n from letter where batch_id = $1',
			[batch.split('/').at(-1)],
		);
		return found[0].n as number;
	};
	await expect.poll(written, { timeout: 60_000, interval: 50 }).toBeGreaterThan(letters / 4);
	await app.close();
	await server.kill();
	server = await server.again();
	await open(secretary, batch);
	const heading = page.locator('main .page-head');
	await expect
		.poll(() => heading.innerText(), { timeout: 120_000, interval: 1000 })
		.toMatch(new RegExp(`${letterWords.en.batch.states.done}|${letterWords.en.batch.states.uncertain}`));
	const standing = await page.locator('main table tbody td:last-child').allInnerTexts();
	const kept = standing.filter((said) => said.includes(letterWords.en.standing.kept)).length;
	const uncertain = standing.filter((said) => said.includes(letterWords.en.standing.uncertain)).length;
	expect(kept + uncertain).toBe(letters);
	expect(await page.locator('.notice li').count()).toBe(uncertain);
	const after = await beside(server.dataDir);
	const twice = await after.ctx.database.pool.query(
		`select to_address, subject, count(*) from mail where kind = 'letter' group by to_address, subject having count(*) > 1`,
	);
	await after.close();
	expect(twice.rows).toEqual([]);
	await secretary.expectAccessible();
	await secretary.close();
});

async function invite(organiser: Reader): Promise<void> {
	const { page } = organiser;
	await open(organiser, `${stage}/reviewers`);
	await organiser.expectAccessible();
	await page.locator('[name=list]').fill(`New Reviewer <${invited}>`);
	await page.locator('form[action="?/invite"] button').click();
	await expect.poll(() => text(organiser)).toContain(invited);

	const guest = await browser.reader();
	await openMail(guest.page, server.origin, 'en', invited, /review/i);
	const path = /\/review\/invitations\/[0-9a-z]+/.exec(await guest.page.content())?.[0] ?? 'no link';
	await open(guest, path);
	await guest.page.locator(`main a[href*="/sign-in?next="]`).click();
	await guest.page.locator('#f-address').fill(invited);
	await guest.page.getByRole('button', { name: signInMessages.en.send, exact: true }).click();
	await guest.page.locator('#f-code').waitFor();
	const box = await browser.reader();
	await guest.page.locator('#f-code').fill(await signInCode(box.page, server.origin, 'en', invited));
	await box.close();
	await guest.page.getByRole('button', { name: signInMessages.en.enter, exact: true }).click();
	await guest.page.locator('form[action="?/accept"] button').click();
	await guest.page.waitForURL(/\/review\/profile\//);
	await guest.expectAccessible();
	guest.expectNoComplaints();
	await guest.close();
	await open(organiser, `${stage}/reviewers`);
	expect(await page.locator('#members').locator('xpath=..').innerText()).toContain('New Reviewer');
}

/** Says what he would like to read: the list is blind, so none of the authors stands in it. */
async function bid(reviewer: Reader): Promise<void> {
	const { page } = reviewer;
	await open(reviewer, '/review/bids/ipspace-2021/abstracts/decision');
	await reviewer.expectAccessible();
	expect(await text(reviewer)).not.toContain('@');
	const first = page.locator('.bid-answers').first();
	await Promise.all([
		page.waitForResponse((response) => response.url().endsWith('/autosave') && response.ok()),
		first.locator('input[value="2"]').check({ force: true }),
	]);
	await page.reload();
	expect(await page.locator('.bid-answers input[value="2"]:checked').count()).toBe(1);
}

async function confirmConflict(organiser: Reader): Promise<void> {
	const { page } = organiser;
	await open(organiser, `${desk}/calls/abstracts/conflicts`);
	await organiser.expectAccessible();
	await page.locator('main table input[type=checkbox]').first().check();
	await page.locator('main textarea').first().fill('They wrote it together.');
	await page.getByRole('button', { name: 'Confirm', exact: true }).click();
	await expect
		.poll(() => page.locator('main .tabs, main nav').allInnerTexts())
		.toContainEqual(expect.stringMatching(/Decided\s*1/));
}

/** A run proves its answer; it is applied, and everybody is told. */
async function assign(organiser: Reader): Promise<void> {
	const { page } = organiser;
	await open(organiser, `${stage}/assigning`);
	await organiser.expectAccessible();
	await page.locator('form[action="?/start"] .form-actions button').click();
	await page.locator('a[href$="/assigning/1"]').first().click();
	await page.waitForURL(/\/assigning\/1/);
	const apply = page.locator('form[action="?/apply"] button');
	await apply.waitFor({ timeout: 30_000 });
	expect(await text(organiser)).toContain(runMessages.en.head.every(3));
	await organiser.expectAccessible();
	await apply.click();
	await page.waitForURL(/done=applied/);
	await expect.poll(() => text(organiser), { timeout: 30_000 }).toContain(runMessages.en.apply.applied);
}

/** @returns the number of what was reviewed */
async function review(reviewer: Reader): Promise<string> {
	const { page } = reviewer;
	await open(reviewer, '/review');
	await reviewer.expectAccessible();
	await page.locator('main table a, main li a').filter({ hasText: /\S/ }).first().click();
	await page.waitForURL(/\/review\/[0-9a-z]{20}$/);
	await reviewer.expectAccessible();
	const number = /\bA-\d+\b/.exec(await text(reviewer))?.[0] ?? 'no number';
	await page.locator('button[value=submit]').click();
	await page.locator('.notice-bad').waitFor();
	for (const [criterion, points] of [
		['relevance', 4],
		['substance', 3],
		['clarity', 5],
	] as const)
		await page.locator(`[name="points.${criterion}"][value="${points}"]`).check({ force: true });
	await page.locator('[name=confidence][value="4"]').check({ force: true });
	await page.locator('[name="comment.to-panel"]').fill('The method can be followed.');
	await page.locator('button[value=submit]').click();
	await page.waitForURL(/done=/);
	await page.locator('main .notice-good').waitFor();
	// What was handed in is not saved once more as a draft that would not count.
	expect(await page.locator('form.score-form [data-save]').getAttribute('data-save')).toBe('idle');
	return number;
}

async function discuss(reviewer: Reader, organiser: Reader, number: string): Promise<void> {
	await reviewer.page.reload();
	await reviewer.page.locator('a[href$="/discussion"]').first().click();
	await reviewer.page.waitForURL(/\/discussion$/);
	await reviewer.page.locator('#discussion [name=text]').fill('I would like to hear it as a talk.');
	await reviewer.page.locator('#discussion form[action*="?/post"] button').click();
	await expect.poll(() => text(reviewer)).toContain('hear it as a talk');
	await reviewer.expectAccessible();

	await open(organiser, `${desk}/applications?q=${number}`);
	await organiser.page.locator('main tbody a').first().click();
	await organiser.page.locator('a[href*="/discussion"]').first().click();
	await organiser.page.waitForURL(/\/discussion/);
	expect(await text(organiser)).toContain('hear it as a talk');
	await organiser.page.locator('#discussion [name=text]').fill('So would I.');
	await organiser.page.locator('#discussion form[action*="?/post"] button').click();
	await expect.poll(() => text(organiser)).toContain('So would I.');
	await organiser.expectAccessible();
	await reviewer.page.reload();
	expect(await text(reviewer)).toContain('So would I.');
}
