import { mailTemplate } from '#core/mail/index.ts';

/** Gives somebody a personal link by which he may still apply. */
export const lateLinkMail = mailTemplate({
	subject: { en: 'Your personal link: {call}', zh: '您的专属申请链接：{call}' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'With the link below you may still apply after the call has closed. It is for you alone: please do not pass it on.',
				zh: '征集截止后，您仍可通过以下链接提交申请。此链接仅供您本人使用，请勿转发。',
			},
		},
		{
			facts: [
				{ label: { en: 'Holds until', zh: '有效期至' }, value: '{until}' },
				{ label: { en: 'For so many applications', zh: '可提交份数' }, value: '{uses}', if: 'uses' },
			],
		},
		{ button: { en: 'Apply', zh: '填写申请' }, href: '{link}' },
	],
});

/** Tells who is writing, or has applied, that there is more time. */
export const extensionMail = mailTemplate({
	subject: { en: 'More time: {call} now closes {day}', zh: '延期通知：{call}延至{day}截止' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'The deadline of “{call}” has been extended.',
				zh: '“{call}”的截止时间已经延后。',
			},
		},
		{
			facts: [
				{ label: { en: 'It closes', zh: '新的截止时间' }, value: '{until}' },
				{ label: { en: 'Until now it closed', zh: '原截止时间' }, value: '{before}' },
			],
		},
		{ if: 'reason', quote: '{reason}' },
		{
			if: 'draft',
			paragraph: {
				en: 'Your draft “{draft}” is kept as you left it. It counts only once you have submitted it.',
				zh: '您的草稿《{draft}》仍按您上次保存的样子保留；提交之后才算正式申请。',
			},
		},
		{
			if: 'applied',
			paragraph: {
				en: 'What you have submitted ({applied}) stays valid; there is nothing you need to do. Until the new deadline you may change it.',
				zh: '您已提交的内容（{applied}）继续有效，无需任何操作；在新的截止时间之前，您可以修改。',
			},
		},
		{ button: { en: 'Go to your drafts and applications', zh: '查看我的草稿与申请' }, href: '{link}' },
	],
});
