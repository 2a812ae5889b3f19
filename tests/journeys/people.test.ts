import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { messages as enquiries } from '../../src/modules/enquiries/ui/messages.ts';
import { messages as relations } from '../../src/modules/relations/ui/messages.ts';
import { signInMessages } from '../../src/modules/people/ui/sign-in-messages.ts';
import { testBrowser } from '../setup/browser.ts';
import { deskPath } from '../setup/journey/desk.ts';
import { openMail, signInByPrintedLink, signInCode } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/** Somebody writes to the committee; an organiser invites a chair, looks who may what, and sees through an author's eyes. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const at = (path: string) => server.origin + path;
const shownMail = async (page: Page) => (await Promise.all(page.frames().map((frame) => frame.content()))).join('\n');

test('a question without JavaScript on a phone, in Chinese; the desk answers it in English pages', async () => {
	const t = enquiries.zh.write;
	const phone = { locale: 'zh-CN', javaScript: false, viewport: { width: 360, height: 800 } } as const;
	const reader = await browser.reader(phone);
	const { page } = reader;
	await page.goto(at('/zh/ipspace-2021/contact'));
	await page.locator('a[href*="/contact/write"]').first().click();
	await page.locator('#f-name').fill('闻人问秋');
	await page.locator('#f-email').fill('not an address');
	await page.locator('#f-subject').fill('学生资助');
	await page.locator('#f-text').fill('请问如何申请？');
	await page.getByRole('button', { name: t.send }).click();
	// What was typed is still there, and the fault stands at its field.
	expect(await page.locator('#f-text').inputValue()).toBe('请问如何申请？');
	expect(await page.locator('#f-email-error').textContent()).toContain(enquiries.zh.fault['not-an-address']);
	await page.locator('#f-email').fill('asker@gulf.example');
	await page.locator('#f-role').selectOption('students');
	await page.getByRole('button', { name: t.send }).click();
	await page.getByText(t.sentTitle).waitFor();
	const reference = /E-[0-9A-Z]{8}/.exec(await page.content())?.[0] as string;

	const desk = await browser.reader();
	await signInByPrintedLink(server, desk, 'secretary', 'en');
	await desk.page.goto(at(`${deskPath}/enquiries`));
	await desk.expectAccessible();
	await desk.page.getByRole('link', { name: '学生资助' }).click();
	await desk.expectAccessible();
	await desk.page.locator('#f-text').fill('Support is limited; the liaison will write to you.');
	await desk.page.getByRole('button', { name: enquiries.en.desk.send }).click();
	await desk.page.getByText(enquiries.en.desk.done.answered).waitFor();

	await openMail(page, server.origin, 'zh', 'asker@gulf.example', new RegExp(reference));
	const body = await shownMail(page);
	expect(body).toContain('Support is limited');
	expect(body).toContain('请问如何申请？');
	reader.expectNoComplaints(/400/);
	desk.expectNoComplaints();
	await Promise.all([reader.close(), desk.close()]);
});

test('an invitation is worth something to its address alone; the chair has a desk then', async () => {
	const t = relations.en;
	const organiser = await browser.reader();
	await signInByPrintedLink(server, organiser, 'organiser', 'en');
	const { page } = organiser;
	await page.goto(at(`${deskPath}/people`));
	await organiser.expectAccessible();
	await page.locator('#f-name').fill('Ilse Sample');
	await page.locator('#f-email').fill('ilse@gulf.example');
	await page.locator('#f-relation').selectOption('chair');
	await page.locator('#f-object').selectOption('track:T5');
	await page.getByRole('button', { name: t.people.send }).click();
	await page.getByText(t.people.done.invited).waitFor();

	const guest = await browser.reader({ javaScript: false });
	await openMail(guest.page, server.origin, 'en', 'ilse@gulf.example', /chair/);
	const link = /\/invitations\/\w+/.exec(await shownMail(guest.page))?.[0] as string;
	// The organiser holds the link too, and gets nothing by it.
	await page.goto(at(link));
	await page.getByText(t.invitation.other('ilse@gulf.example')).waitFor();
	expect(await page.getByRole('button', { name: t.invitation.accept }).count()).toBe(0);

	await guest.page.goto(at(link));
	await guest.page.getByRole('link', { name: t.invitation.signIn }).click();
	await guest.page.locator('#f-address').fill('ilse@gulf.example');
	await guest.page.getByRole('button', { name: signInMessages.en.send, exact: true }).click();
	const mail = await browser.reader();
	const code = await signInCode(mail.page, server.origin, 'en', 'ilse@gulf.example');
	await guest.page.locator('#f-code').fill(code);
	await guest.page.getByRole('button', { name: signInMessages.en.enter, exact: true }).click();
	await guest.page.getByRole('button', { name: t.invitation.accept }).click();
	await guest.page.getByRole('link', { name: t.invitation.toDesk }).click();
	await guest.page.waitForURL(at(deskPath));
	expect((await guest.page.goto(at(`${deskPath}/people`)))?.status()).toBe(403);

	await page.goto(at(`${deskPath}/people?may=application.decide`));
	await page
		.getByRole('link', { name: 'ilse@gulf.example' })
		.or(page.getByRole('link', { name: 'Ilse' }))
		.first()
		.waitFor();
	organiser.expectNoComplaints();
	await Promise.all([organiser.close(), guest.close(), mail.close()]);
});

test('seeing as an author: his applications, nothing of his own pages, nothing can be changed, and out again', async () => {
	const t = relations.en;
	const organiser = await browser.reader();
	await signInByPrintedLink(server, organiser, 'organiser', 'en');
	const { page, context } = organiser;
	await page.goto(at(`${deskPath}/people`));
	const reviewer = page.locator('table a').filter({ hasNotText: 'Ilse' }).last();
	const name = await reviewer.textContent();
	await reviewer.click();
	await organiser.expectAccessible();
	const own = page.url();
	await page.getByRole('button', { name: t.person.see }).click();
	await page.getByText(t.seeing.band(name ?? '')).waitFor();
	await organiser.expectAccessible();
	for (const path of ['/me/data', '/me/security', '/me/profile', '/desk', '/ipspace-2021/calls/abstracts/apply']) {
		await page.goto(at(path));
		expect(page.url(), path).toBe(at('/see-as'));
	}
	const post = await context.request.post(own.replace(/$/, '?/see'), { headers: { origin: server.origin }, form: {} });
	expect(post.status()).toBe(403);
	await page.goto(at('/me/data'));
	await page.getByRole('button', { name: t.seeing.end }).click();
	await page.waitForURL(at(`${deskPath}/people`));
	organiser.expectNoComplaints(/403/);
	await organiser.close();
});
