import { afterAll, expect, test } from 'vitest';
import { deskPeopleMessages } from '../../src/modules/calls/ui/desk-people-messages.ts';
import { peopleMessages } from '../../src/modules/calls/ui/people-messages.ts';
import { messages as applyWords } from '../../src/routes/(private)/[edition]/calls/[call]/apply/messages.ts';
import { testBrowser } from '../setup/browser.ts';
import { abstractsPath, control, press } from '../setup/journey/abstract.ts';
import { openMail, signInByPrintedLink } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/** What other people do for an application: a confidential answer without scripts, in Chinese; two people on one draft. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);

test('the desk enters for somebody; the editor named in it answers in Chinese without JavaScript', async () => {
	const desk = await browser.reader();
	await signInByPrintedLink(server, desk, 'secretary', 'zh');
	const words = deskPeopleMessages.zh.enter;
	await desk.page.goto(`${server.origin}/zh/desk/ipspace-2021/applications/enter?call=media`);
	await desk.page.locator('[name=forName]').fill('林记者');
	await desk.page.locator('[name=forAddress]').fill('reporter@star.example');
	await desk.page.locator('[name="editor.0.family"]').fill('Editor');
	await desk.page.locator('[name="editor.0.email"]').fill('editor@star.example');
	await desk.page.locator('[name=incomplete]').check();
	await desk.page.getByRole('button', { name: words.enter, exact: true }).click();
	const entered = desk.page.locator('.notice a').first();
	const path = String(await entered.getAttribute('href'));

	const editor = await browser.reader({ javaScript: false });
	await openMail(editor.page, server.origin, 'zh', 'editor@star.example', /./);
	const link = /\/zh\/attestations\/[0-9a-z]{40}/.exec(await editor.page.content())?.[0];
	await editor.page.goto(server.origin + link);
	const t = peopleMessages.zh;
	await editor.page.getByText(t.page.confidential).waitFor();
	await editor.page.getByRole('button', { name: t.page.give, exact: true }).click();
	await editor.page.getByText(t.page.given).waitFor();

	await desk.page.goto(`${server.origin}${path}/people`);
	expect(await desk.page.locator('[data-state=given]').count()).toBe(1);
	await desk.expectAccessible();
});

test('two people write one draft: the second save shows both texts', async () => {
	const first = await browser.reader();
	await signInByPrintedLink(server, first, 'author', 'en');
	await first.page.goto(`${server.origin}${abstractsPath}/apply?new`);
	await control(first.page, 'title').fill('Of two people');
	await press(first.page, 'en', 'save');
	await first.page.waitForURL(/\?draft=/);
	const draft = new URL(first.page.url()).searchParams.get('draft');
	await first.page.goto(`${server.origin}/me/applications/drafts/${draft}`);
	await first.page.locator('summary').click();
	await first.page.getByRole('button', { name: peopleMessages.en.members.send, exact: true }).click();
	const made = await first.page.locator('.notice .link').innerText();
	await first.expectAccessible();

	const second = await browser.reader({ javaScript: false });
	await signInByPrintedLink(server, second, 'chair', 'en');
	await second.page.goto(server.origin + new URL(made).pathname);
	await second.page.getByRole('button', { name: peopleMessages.en.join.accept.member, exact: true }).click();
	await second.page.waitForURL(/\?draft=/);
	expect(await control(second.page, 'title').inputValue()).toBe('Of two people');

	await first.page.goto(`${server.origin}${abstractsPath}/apply?draft=${draft}`);
	const before = await first.page.locator('[name=revision]').inputValue();
	await control(first.page, 'title').fill('Of the first');
	await press(first.page, 'en', 'save');
	await expect.poll(() => first.page.locator('[name=revision]').inputValue()).not.toBe(before);
	await control(second.page, 'title').fill('Of the second');
	await press(second.page, 'en', 'save');
	await second.page.getByText(applyWords.en.conflict.title).waitFor();
	const shown = await second.page.locator('main').innerText();
	expect(shown).toContain('first');
	expect(await control(second.page, 'title').inputValue()).toBe('Of the second');
});
