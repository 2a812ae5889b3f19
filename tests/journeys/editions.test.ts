import { afterAll, expect, test } from 'vitest';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { signInByPrintedLink } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/** The life of editions: 2021 is closed with what came of it, 2023 is made from it and becomes the present one. */
const server = await startServer({ patience: 120_000 });
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const at = (path: string) => server.origin + path;

/** A public page as anybody gets it. */
async function open(path: string): Promise<{ status: number; text: string; etag: string }> {
	const response = await fetch(at(path), { headers: { accept: 'text/html' } });
	return { status: response.status, text: await response.text(), etag: response.headers.get('etag') ?? '' };
}

test('an organiser closes 2021, makes 2023 from it, and publishes it', async () => {
	const organiser = await browser.reader();
	await signInByPrintedLink(server, organiser, 'organiser', 'en');
	const { page } = organiser;

	// While the call is open nothing of what will come of it is public, and the edition can't be closed.
	expect((await open('/ipspace-2021/outcomes')).status).toBe(404);
	expect((await open('/editions')).text).not.toContain('Climate Change');
	await page.goto(at('/desk/ipspace-2021/close'));
	// Each call that is open stands there by its name.
	const blocking = await page.locator('section[aria-labelledby="blocking"] h3').allInnerTexts();
	for (const call of ['Call for abstracts', 'Exhibitors']) expect(blocking).toContain(`The call is open · ${call}`);
	expect(await page.getByRole('button', { name: 'Close IPSPACE 2021' }).isDisabled()).toBe(true);
	await organiser.expectAccessible();

	await turnPastTheEnd(organiser);
	await closeWithReasons(organiser);

	const home = await open('/ipspace-2021');
	expect(home.text).toContain('Archived edition');
	expect(home.text).not.toContain('/apply');
	expect((await open('/ipspace-2021/calls/abstracts/apply')).status).toBe(404);
	const outcomes = await open('/ipspace-2021/outcomes');
	for (const part of [
		'Space Technologies Responding to Climate Change',
		'more than 1,000,000',
		'Wingo',
		'Call for abstracts',
	])
		expect(outcomes.text).toContain(part);
	expect((await open('/zh/ipspace-2021/outcomes/climate-initiative')).text).toContain('《空间技术应对气候变化》倡议');

	const began = performance.now();
	await makeNext(organiser);
	const hidden = await open('/ipspace-2023');
	expect(hidden.text).toContain('2023 International Symposium');
	expect(hidden.text).not.toContain('Space Law');
	expect(hidden.text).not.toContain('November');
	expect((await open('/ipspace-2023/tracks')).status).toBe(404);
	expect((await open('/')).text).toContain('IPSPACE 2021');

	const before = await open('/ipspace-2021');
	await page.getByRole('button', { name: 'Make IPSPACE 2023 public' }).click();
	await page.getByText('IPSPACE 2023 is public.').waitFor();
	console.log(`A new edition, made and published in the desk: ${((performance.now() - began) / 1000).toFixed(1)} s`);

	const present = await open('/');
	expect(present.text).toContain('IPSPACE 2023');
	expect(present.text).not.toContain('Archived edition');
	expect((await open('/ipspace-2023/tracks')).text).toContain('Space Law');
	expect((await open('/ipspace-2023/committee')).text).not.toContain('Desbois');
	const list = (await open('/editions')).text;
	expect(list.indexOf('/ipspace-2023')).toBeLessThan(list.indexOf('/ipspace-2021'));
	expect(list).toContain('Space Technologies Responding to Climate Change');
	// What 2023 says is none of 2021's: its pages are the same to the byte, under the same ETag.
	const after = await open('/ipspace-2021');
	expect(after.etag).toBe(before.etag);
	expect(after.text).toBe(before.text);

	await refusesAnEdit();
	organiser.expectNoComplaints(/status of (400|409)/);
	await organiser.close();
}, 300_000);

test('the pages of both languages are accessible, with what is typed wrong said at its field', async () => {
	const organiser = await browser.reader({ locale: 'zh-CN', viewport: { width: 360, height: 800 } });
	await signInByPrintedLink(server, organiser, 'organiser', 'zh');
	const { page } = organiser;
	for (const path of [
		'/zh/desk/editions',
		'/zh/desk/editions/new',
		'/zh/desk/ipspace-2021/close',
		'/zh/desk/ipspace-2023/publish',
	]) {
		await page.goto(at(path));
		await organiser.expectAccessible();
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
	}
	for (const path of [
		'/zh/editions',
		'/zh/ipspace-2021',
		'/ipspace-2021/outcomes',
		'/zh/ipspace-2021/outcomes/consensus',
	]) {
		await page.goto(at(path));
		await organiser.expectAccessible();
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
	}
	await page.goto(at('/zh/desk/editions/new?from=ipspace-2021&starts=2025-11-20'));
	await page.locator('[name=slug]').fill('ipspace-2023');
	await page.locator('[name=short]').fill('一个不能丢失的名字');
	await page.locator('button[formaction*="preview"]').click();
	await page.locator('#f-slug-error').waitFor();
	expect(await page.locator('[name=short]').inputValue()).toBe('一个不能丢失的名字');
	expect(await page.locator('button[formaction*="create"]').count()).toBe(0);
	await organiser.expectAccessible();
	// Who organises one edition only has no organisation that could hold a blank one.
	await page.goto(at('/zh/desk/editions/new'));
	expect(await page.locator('a[href*="blank"]').count()).toBe(0);
	expect((await page.goto(at('/desk/editions/new?blank')))?.status()).toBe(404);
	// A file that is not there is no fault of the server, and nobody is told so.
	expect((await page.goto(at('/ipspace-2021/templates/none.docx')))?.status()).toBe(404);
	expect(await page.locator('main').innerText()).toContain('There is nothing at this address');
	expect(await page.locator('main').innerText()).not.toContain('broke');
	organiser.expectNoComplaints(/status of (400|404)/);
	await organiser.close();

	const secretary = await browser.reader();
	await signInByPrintedLink(server, secretary, 'secretary', 'en');
	const refused = async (path: string) => (await secretary.page.goto(at(path)))?.status();
	expect(await refused('/desk/editions/new')).toBe(403);
	expect(await refused('/desk/ipspace-2021/close')).toBe(403);
	// She was ticked when 2023 was made, so it is her desk too.
	expect(await refused('/desk/ipspace-2023')).toBe(200);
	await secretary.close();
}, 120_000);

/** Turns the dial to December 2021 and waits until everything on the way has happened. */
async function turnPastTheEnd({ page }: Reader): Promise<void> {
	await page.goto(at('/desk/clock'));
	await page.locator('[name=local]').fill('2021-12-10T09:00');
	await page.getByRole('button', { name: 'Turn the dial' }).click();
	await page.getByText('Everything that fell due is done').waitFor({ timeout: 200_000 });
}

/** First without a reason, to be told so at the field; then with one for each matter. */
async function closeWithReasons(organiser: Reader): Promise<void> {
	const { page } = organiser;
	await page.goto(at('/desk/ipspace-2021/close'));
	const close = page.getByRole('button', { name: 'Close IPSPACE 2021' });
	await close.click();
	await page.locator('.field-error').first().waitFor();
	await organiser.expectAccessible();
	for (const field of await page.locator('[name^="matters."]').all()) {
		await field.fill('The rehearsal ends here.');
	}
	await close.click();
	await page.getByRole('heading', { name: 'The edition is closed' }).waitFor();
	await organiser.expectAccessible();
}

/** From the list of editions to a new one in preparation: the secretary is taken along, nobody else. */
async function makeNext(organiser: Reader): Promise<void> {
	const { page } = organiser;
	await page.goto(at('/desk/editions'));
	await page.getByRole('link', { name: 'New edition' }).click();
	await page.waitForURL(/\/editions\/new$/);
	await page.locator('[name=starts]').first().fill('2023-11-16');
	await page.getByRole('button', { name: /^Begin from this edition/ }).click();
	await page.waitForURL(/from=ipspace-2021/);
	expect(await page.locator('[name=slug]').inputValue()).toBe('ipspace-2023');
	await page.getByRole('button', { name: 'Show what would be made' }).click();
	const dates = page.locator('.moved');
	await dates.first().waitFor();
	expect(await dates.filter({ hasText: 'Abstracts close' }).innerText()).toMatch(
		/Fri 15 October 2021[\s\S]*Fri 13 October 2023/,
	);
	await page.getByRole('checkbox', { name: /Shangguan/ }).check();
	await organiser.expectAccessible();
	await page.getByRole('button', { name: 'Make the edition' }).click();
	await page.waitForURL(/\/desk\/ipspace-2023\/publish/);
	await organiser.expectAccessible();
	// Until it is published, its title is all there is of it: in the data behind its page too, and nobody can be asked.
	expect((await open('/ipspace-2023')).text).toContain('IPSPACE 2023');
	const data = (await open('/ipspace-2023/__data.json')).text;
	expect(data).toContain('IPSPACE 2023');
	expect(data).not.toMatch(/2023-11-1|startDate|hybrid/);
	for (const path of ['/ipspace-2023/contact/write', '/ipspace-2023/contact/write/__data.json']) {
		expect((await open(path)).text).not.toContain('Secretariat');
	}
}

/** The secretary's form of a page of 2021 is refused by the server. */
async function refusesAnEdit(): Promise<void> {
	const secretary = await browser.reader({ javaScript: false });
	await signInByPrintedLink(server, secretary, 'secretary', 'en');
	const { page } = secretary;
	await page.goto(at('/desk/ipspace-2021/site/record/page/about'));
	// The form is there to be read; whoever sends one nevertheless (a tab that was open before) is refused.
	expect(await page.locator('main input[name="title.en"]').isDisabled()).toBe(true);
	const values = page.locator('main form[method="post"] :is(input, textarea, select)[name]');
	const form = await values.evaluateAll((fields) =>
		Object.fromEntries(fields.map((field) => [field.getAttribute('name'), (field as HTMLInputElement).value])),
	);
	const response = await page.request.post(at('/desk/ipspace-2021/site/record/page/about?/save'), {
		form: { ...form, 'title.en': 'Another title' },
		headers: { origin: new URL(at('/')).origin, accept: 'text/html' },
	});
	expect(response.status()).toBe(409);
	expect((await open('/ipspace-2021/about')).text).not.toContain('Another title');
	await secretary.close();
}
