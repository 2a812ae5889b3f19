import { mailTemplate } from '#core/mail/index.ts';

const facts = [
	{ label: { en: 'What is asked', zh: '事项' }, value: '{label}' },
	{ label: { en: 'Title', zh: '题目' }, value: '{title}', if: 'title' },
	{ label: { en: 'Applicant', zh: '申请人' }, value: '{applicant}', if: 'applicant' },
	{ label: { en: 'Call', zh: '征集' }, value: '{call}' },
	{ label: { en: 'Please answer before', zh: '请在此时间之前答复' }, value: '{due}' },
] as const;

const note = {
	en: 'The link is meant for you alone: please do not pass this mail on. You need no account. Opening the page changes nothing; you answer there with a button, and may change your answer until the time above.',
	zh: '链接仅供您本人使用，请勿转发本邮件。无需注册账号。打开页面不会产生任何操作，请在页面上点击按钮答复；上述时间之前可以更改答复。',
};
const button = { en: 'Read and answer', zh: '查看并答复' };

/** Asks somebody for something by a link. */
export const askMail = mailTemplate({
	subject: { en: '{label}: {title}', zh: '{label}：{title}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好！' } },
		{
			paragraph: {
				en: '{applicant} has named you in an application. This is what you are asked:',
				zh: '{applicant} 在申请中提到了您，现请您答复以下事项：',
			},
		},
		{ quote: '{request}' },
		{ facts },
		{
			if: 'confidential',
			paragraph: {
				en: 'What you write is read by the organisers {confidential}. The applicant learns only that it came.',
				zh: '您所写的内容由组委会{confidential}阅读，申请人只知道答复已收到。',
			},
		},
		{ button, href: '{link}' },
		{ note },
	],
});

/** Reminds somebody who has not answered. */
export const remindMail = mailTemplate({
	subject: { en: 'Reminder: {label}: {title}', zh: '提醒：{label}：{title}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好！' } },
		{
			paragraph: {
				en: 'A short reminder: your answer is still missing, and can be given until {due}.',
				zh: '谨此提醒：您尚未答复，答复截止时间为 {due}。',
			},
		},
		{ quote: '{request}' },
		{ facts },
		{ button, href: '{link}' },
		{ note },
	],
});

/** Tells the applicant that somebody whom he named has declined, or has not answered in time. */
export const missingMail = mailTemplate({
	subject: { en: '{number}: {name} has not confirmed', zh: '{number}：{name} 未予确认' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: '{label}: {name} ({address}) has {what}.',
				zh: '{label}：{name}（{address}）{what}。',
			},
		},
		{
			paragraph: {
				en: 'If the application needs this, name somebody else while it can be changed, or write to the organisers.',
				zh: '如申请需要此项，请在可修改期间改填他人，或致信组委会。',
			},
		},
		{ button: { en: 'See your application', zh: '查看申请' }, href: '{link}' },
	],
});

/** The words for why somebody is missing. */
export const missingWords = {
	declined: { en: 'declined', zh: '已谢绝' },
	expired: { en: 'not answered in time', zh: '未在期限内答复' },
} as const;

/** Who reads a confidential answer. */
export const confidentialWords = {
	organisers: { en: 'alone', zh: '单独' },
	reviewers: { en: 'and the reviewers', zh: '及评审人' },
} as const;
