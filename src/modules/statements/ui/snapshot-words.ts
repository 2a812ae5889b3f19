import { catalogue } from '#core/i18n/index.ts';

/** Words that are printed on a snapshot of the signatories. */
export const snapshotWords = catalogue(
	{
		plain: {
			heading: 'Signatories',
			statement: 'Statement',
			digest: 'SHA-256 of the text',
			verify: 'Anyone can check that this file is unchanged:',
			code: 'Code that leads to the page on which this file can be checked',
			reference: 'Reference',
			rehearsal: 'Sample of a rehearsal: text and signatories are invented.',
			order:
				'In the order of signing. Behind a name stands how it was verified: an ORCID iD that the signer signed in with, or a confirmed mailbox. Neither proves what somebody knows.',
			frozen:
				'This file shows one moment. Who withdraws afterwards is not on the list of the site any more, and not in later files.',
		},
		asOf: (date: string) => `As of ${date}`,
		version: (n: number) => `Version ${n}`,
		counts: (named: number, anonymous: number) =>
			anonymous === 0 ? `${named} named` : `${named} named, ${anonymous} more who chose not to be named`,
		range: (from: number, to: number) => (from === to ? `Signatory ${from}` : `Signatories ${from}–${to}`),
		signedVersion: (n: number) => `signed version ${n}`,
		tier: { orcid: 'ORCID', institution: 'institutional e-mail', email: 'e-mail' },
	},
	{
		plain: {
			heading: '签署名单',
			statement: '声明',
			digest: '文本的 SHA-256 摘要',
			verify: '任何人均可核验本文件是否经过改动：',
			code: '扫码打开核验页面',
			reference: '编号',
			rehearsal: '演练样本：文本与签署者均为虚构。',
			order: '按签署先后排列。姓名之后注明核验方式：以 ORCID 登录，或已确认的邮箱。核验不代表对其专业水平的认定。',
			frozen: '本文件反映某一时刻的名单。此后撤回签名者，将不再出现于网站名单及以后的文件中。',
		},
		asOf: (date) => `截至 ${date}`,
		version: (n) => `第 ${n} 版`,
		counts: (named, anonymous) =>
			anonymous === 0 ? `具名 ${named} 位` : `具名 ${named} 位，另有 ${anonymous} 位不具名`,
		range: (from, to) => `签署名单 第 ${from === to ? from : `${from}–${to}`} 位`,
		signedVersion: (n) => `签署第 ${n} 版`,
		tier: { orcid: 'ORCID', institution: '机构邮箱', email: '邮箱' },
	},
);
