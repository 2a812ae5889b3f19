import { mailTemplate } from '#core/mail/index.ts';

/** Says that something an applicant was promised is there. */
export const readyMail = mailTemplate({
	subject: { en: '{label}: {title} ({number})', zh: '{label}：{title}（{number}）' },
	head: { en: '{call}', zh: '{call}' },
	blocks: [
		{
			paragraph: {
				en: 'For “{title}” ({number}) there is now: {label}.',
				zh: '关于《{title}》（{number}），现已办理：{label}。',
			},
		},
		{
			facts: [
				{ label: { en: 'Certificate number', zh: '证书编号' }, value: '{certificate}', if: 'certificate' },
				{ label: { en: 'Paid', zh: '已付' }, value: '{sum}', if: 'sum' },
				{ label: { en: 'Bank reference', zh: '银行凭证号' }, value: '{reference}', if: 'reference' },
			],
		},
		{ button: { en: 'See what you receive', zh: '查看' }, href: '{link}' },
	],
});
