import { fail, redirect } from '@sveltejs/kit';
import { getRunning } from '#app/running.ts';
import { system } from '#core/access/index.ts';
import { isPublicName } from '#core/config/index.ts';
import { readFirstLink } from '#core/identity/index.ts';
import { type Locale, localePath } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { isEmail } from '#core/text/index.ts';
import { checkMail, checkPlace } from '#modules/installation/answers.ts';
import type { Finding } from '#modules/installation/findings.ts';
import { answerSettings, checkAddress, checkMailServer } from '#modules/installation/server/index.ts';
import { findingMessages } from '#modules/installation/ui/findings-messages.ts';
import { setUpMessages } from '#modules/installation/ui/messages.ts';
import { type FormAnswers, changeable, firstAnswers, fixedFields, postedAnswers } from './answers-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders, url }) => {
	// The address is a secret: no other site is told of it. (Not 'no-referrer': browsers would then send forms without origin.)
	setHeaders({ 'referrer-policy': 'same-origin' });
	const { ctx, client } = locals;
	await readFirstLink(ctx, params.secret, client);
	return {
		answers: firstAnswers(ctx.config, url.host),
		fixed: fixedFields(ctx.config),
		hasPassword: ctx.config.smtpUrl !== undefined && new URL(ctx.config.smtpUrl).password !== '',
		zones: Intl.supportedValuesOf('timeZone'),
	};
};

export const actions: Actions = {
	save: async ({ locals, params, request, url }) => {
		const { ctx, client, locale } = locals;
		await readFirstLink(ctx, params.secret, client);
		const form = await request.formData();
		const answers = postedAnswers(form, ctx.config);
		const place = checkPlace({ ...answers, languages: answers.languages.split(',') });
		const mail = checkMail(answers, ctx.config.smtpUrl);
		const problems = [...place.problems, ...mail.problems];
		if (problems.length > 0) return refused(locale, answers, problems);

		const app = getRunning();
		const changes = changeable({ ...place.changes, ...mail.changes }, ctx.config);
		const address = changes.BASE_URL;
		if (address && address !== url.origin && isPublicName(new URL(address).host) && !form.has('sure')) {
			const found = (await checkAddress(address, app.mark)).filter(({ level }) => level === 'bad');
			if (found.some(({ code }) => code !== 'address-plain')) {
				return refused(locale, answers, [{ path: 'address', code: 'address-elsewhere' }], found);
			}
		}
		const before = url.origin;
		await answerSettings(ctx, system('set-up'), changes);
		await app.renewSettings();
		const next = localePath(locale, `/setup/${params.secret}/organiser`);
		const origin = ctx.config.baseUrl ?? before;
		// The pages take forms at their public address only, and no form may lead to another one: a link does.
		if (origin === before) redirect(303, next);
		return { moved: { origin, href: origin + next } };
	},
	test: async ({ locals, params, request }) => {
		const { ctx, client, locale } = locals;
		await readFirstLink(ctx, params.secret, client);
		const answers = postedAnswers(await request.formData(), ctx.config);
		const { changes, problems } = checkMail(answers, ctx.config.smtpUrl);
		if (answers.host.trim() === '') problems.push({ path: 'host', code: 'test-host' });
		const to = answers.testTo.trim();
		if (!isEmail(to)) problems.push({ path: 'testTo', code: 'test-form' });
		if (problems.length > 0) return refused(locale, answers, problems);
		const server = {
			smtpUrl: changes.SMTP_URL ?? ctx.config.smtpUrl ?? '',
			mailFrom: changes.MAIL_FROM ?? ctx.config.mailFrom,
		};
		const site = (locale === 'zh' ? answers.nameZh : answers.nameEn).trim() || 'Orrery';
		const found = await checkMailServer(ctx, server, { to, locale, site });
		return { answers, tested: sayFinding(locale, found) };
	},
};

function sayFinding(locale: Locale, { code, level, params }: Finding) {
	return { level, text: findingMessages[locale][code](params) };
}

/** The form again, with what was typed, sentences at their fields, and what was found out about the address. */
function refused(locale: Locale, answers: FormAnswers, problems: readonly Problem[], found: readonly Finding[] = []) {
	const sentences = setUpMessages[locale].problems as Record<string, (params: Problem['params'] & object) => string>;
	const errors = problems.map(({ path, code, params = {} }) => ({ path, message: sentences[code]?.(params) ?? code }));
	return fail(400, { answers, errors, findings: found.map((one) => sayFinding(locale, one)) });
}
