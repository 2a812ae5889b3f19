import { catalogue } from '#core/i18n/index.ts';

/** What tells who is behind an application that is reviewed without names: for its author, and for the desk. */
export const identificationMessages = catalogue(
	{
		blind: 'Reviewers do not learn who you are.',
		blindText:
			'They do not see names, addresses, institutions or countries, and get copies of your files without what the files say of their author. Write the rest so that it does not tell who you are either.',
		title: (n: number) =>
			n === 1 ? 'One place may tell reviewers who you are' : `${n} places may tell reviewers who you are`,
		before: 'Nothing was submitted yet. Change these places, or submit it as it is: this is a hint, not a rule.',
		hint: 'This is a hint, not a rule: you may submit it as it is.',
		sign: {
			'own-name': 'a name of yours or of a co-author',
			email: 'an e-mail address',
			orcid: 'an ORCID iD',
			institution: 'your institution',
			'own-work': 'earlier work named as your own',
			acknowledgement: 'thanks',
			funding: 'a grant or sponsor',
			'personal-page': 'a page or repository of your own',
		},
		place: {
			page: (n: number) => `page ${n} of the PDF`,
			properties: 'in what the PDF says of itself (taken out for reviewers)',
			fileName: 'name of the file (reviewers see another)',
		},
		docs: 'How to write for blind review',
		desk: {
			title: 'Blind review',
			none: 'Nothing was found that tells reviewers who applied.',
			signs: 'What may tell reviewers who applied. The author was shown this before submitting:',
			withheld: 'Files that blind reviewers are not given:',
			fault: {
				'file-locked': 'it is encrypted; ask for one without a password',
				'file-broken': 'it is damaged or unusual; ask for it saved anew',
				'file-type': 'nobody can take out of this type what it says of its author; ask for a PDF',
				'file-too-large': 'it is too large to be looked into',
			},
		},
	},
	{
		blind: '评审人不会得知您的身份。',
		blindText:
			'评审人看不到姓名、地址、单位和国家，所得文件也是去除了作者信息的副本。其余内容请您自行注意，避免透露身份。',
		title: (n) => `有 ${n} 处可能让评审人认出您`,
		before: '尚未提交。您可以修改这些地方，也可以按原样提交：此处仅为提醒，并非规定。',
		hint: '此处仅为提醒，并非规定：您可以按原样提交。',
		sign: {
			'own-name': '您或合著者的姓名',
			email: '电子邮箱',
			orcid: 'ORCID 号',
			institution: '您的单位',
			'own-work': '自称为本人的先前工作',
			acknowledgement: '致谢',
			funding: '基金或资助方',
			'personal-page': '您自己的网页或代码仓库',
		},
		place: {
			page: (n) => `PDF 第 ${n} 页`,
			properties: 'PDF 的文档属性（评审人所得副本中已去除）',
			fileName: '文件名（评审人看到的是另一个名称）',
		},
		docs: '如何撰写匿名评审的稿件',
		desk: {
			title: '匿名评审',
			none: '未发现会让评审人认出申请人的内容。',
			signs: '以下内容可能让评审人认出申请人。提交之前已向作者提示：',
			withheld: '以下文件不提供给匿名评审人：',
			fault: {
				'file-locked': '文件已加密，请索要不带密码的文件',
				'file-broken': '文件已损坏或不合常规，请对方重新保存',
				'file-type': '此类文件中的作者信息无法清除，请索要 PDF',
				'file-too-large': '文件过大，无法检查',
			},
		},
	},
);
