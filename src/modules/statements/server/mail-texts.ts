import { catalogue } from '#core/i18n/index.ts';
import { mailTemplate } from '#core/mail/index.ts';

/** Asks whoever reads the mailbox whether he signs. */
export const confirmMail = mailTemplate({
	subject: { en: 'Please confirm your signature: {title}', zh: '请确认您的签名：{title}' },
	head: '{publisher}',
	blocks: [
		// No name: whoever typed it need not be who reads this, and may have typed anything.
		{ paragraph: { en: 'Good day,', zh: '您好：' } },
		{
			paragraph: {
				en: 'Somebody, probably you, signed “{title}” with this address. The signature counts only once you confirm it on the page behind this button. It shows what will be published.',
				zh: '有人（应当就是您）用此邮箱签署了《{title}》。请点击下方按钮，在打开的页面上确认，签名方才生效。页面会列出将要公布的内容。',
			},
		},
		{ button: { en: 'Read and confirm', zh: '查看并确认' }, href: '{link}' },
		{
			note: {
				en: 'Opening the page changes nothing. If it was not you, do nothing: after {days} days we forget it.',
				zh: '仅打开页面不会产生任何效力。如非本人操作，请勿理会，{days} 天后相关信息将自动删除。',
			},
		},
	],
});

/** Told to a mailbox that has signed already: the page on which somebody signs says nothing of it. */
export const knownMail = mailTemplate({
	subject: { en: 'You have signed already: {title}', zh: '您已签署：{title}' },
	head: '{publisher}',
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好：' } },
		{
			paragraph: {
				en: 'Somebody asked to sign “{title}” with this address, which has signed it before. Nothing was added. Behind this button you see your signature and can withdraw it.',
				zh: '有人用此邮箱申请签署《{title}》，而该邮箱此前已经签署，故未重复登记。点击下方按钮可查看或撤回您的签名。',
			},
		},
		{ button: { en: 'See your signature', zh: '查看签名' }, href: '{link}' },
	],
});

/** What becomes of a signature once it is confirmed, as `signedMail` says it. */
export const afterConfirming = catalogue(
	{ public: 'It is public now.', waiting: 'The editors look at it before it is published.' },
	{ public: '签名现已公布。', waiting: '编辑部查看后予以公布。' },
);

/** What was signed, and the link by which it can be withdrawn for ever. */
export const signedMail = mailTemplate({
	subject: { en: 'You have signed: {title}', zh: '签署成功：{title}' },
	head: '{publisher}',
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好：' } },
		{
			paragraph: {
				en: 'Your signature under “{title}” is confirmed. {next}',
				zh: '您对《{title}》的签名已确认。{next}',
			},
		},
		{
			facts: [
				{ label: { en: 'Version', zh: '版本' }, value: '{version}' },
				{ label: { en: 'Digest of the text (SHA-256)', zh: '文本摘要（SHA-256）' }, value: '{digest}' },
			],
		},
		{
			paragraph: {
				en: 'Please keep this letter. By the button you can see and withdraw your signature at any time, however long from now.',
				zh: '请保存此邮件。日后无论何时，均可通过下方按钮查看或撤回签名。',
			},
		},
		{ button: { en: 'See or withdraw your signature', zh: '查看或撤回签名' }, href: '{link}' },
	],
});

/** Tells the second contact of an organisation that it was signed for. */
export const secondMail = mailTemplate({
	subject: { en: '{organisation} has signed: {title}', zh: '{organisation}已签署：{title}' },
	head: '{publisher}',
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好：' } },
		{
			paragraph: {
				en: '{signer} ({role}) has signed “{title}” in the name of {organisation} and named you as a second contact. If that is right, there is nothing to do. If it is not, you can withdraw the signature of your organisation on this page, at any time.',
				zh: '{signer}（{role}）以{organisation}的名义签署了《{title}》，并将您列为第二联系人。如情况属实，无需任何操作；如有不实，您可随时在下方页面撤回贵单位的签名。',
			},
		},
		{ button: { en: 'See the signature', zh: '查看签名' }, href: '{link}' },
	],
});

/** The text was changed materially: who signed decides anew. */
export const againMail = mailTemplate({
	subject: {
		en: 'The text has changed. Do you sign version {version}? {title}',
		zh: '文本已修改，您是否签署第 {version} 版？{title}',
	},
	head: '{publisher}',
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好：' } },
		{
			paragraph: {
				en: 'You signed version {signed} of “{title}”. Version {version} says something else: {note}',
				zh: '您签署的是《{title}》第 {signed} 版。第 {version} 版的内容有实质变化：{note}',
			},
		},
		{
			paragraph: {
				en: 'Your signature stays with the version that you signed, and is shown so. On this page you can compare the two, sign the new version, or withdraw.',
				zh: '您的签名仍归于原先签署的版本，并如实标明。您可在下方页面比较两版，签署新版，或撤回签名。',
			},
		},
		{ button: { en: 'Compare and decide', zh: '比较并决定' }, href: '{link}' },
	],
});

/** A signature that the desk did not accept, with its reason. */
export const refusedMail = mailTemplate({
	subject: { en: 'Your signature was not accepted: {title}', zh: '您的签名未获采纳：{title}' },
	head: '{publisher}',
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '{name}，您好：' } },
		{
			paragraph: {
				en: 'The editors of “{title}” did not accept your signature. Their reason:',
				zh: '《{title}》编辑部未采纳您的签名，理由如下：',
			},
		},
		{ quote: '{reason}' },
		{
			paragraph: {
				en: 'It is not published. If something about it was wrong, withdraw it on this page and sign again.',
				zh: '该签名不会公布。如需更正，请先在下方页面撤回，再重新签署。',
			},
		},
		{ button: { en: 'See or withdraw your signature', zh: '查看或撤回签名' }, href: '{link}' },
	],
});
