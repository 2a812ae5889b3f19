/** English words with which statements and questions begin. */
const openers = new Set(
	(
		'a about according across after again against all almost along already also although among an and another any ' +
		'apart are around article as at because been before behind being below beside besides between beyond both but by ' +
		'can cannot could despite did do does done down during each earlier either else enough even ever every few first ' +
		'five for four from further given had has have he hence her here hers his how however i if in indeed instead into ' +
		'is it its itself just last later least less like little many may might more moreover most much must near neither ' +
		'never nevertheless next no none nor not nothing now of off on once one only or other others our out over own per ' +
		'perhaps rather report said same second several shall she should since six so some soon still such ten than that ' +
		'the their them then there therefore these they third this those though three through throughout thus to together ' +
		'too toward towards two under unless unlike until up upon very was we were what whatever when where whereas whether ' +
		'which while who whoever whom whose why will with within without would yes yet you your ' +
		'analysts audience authors budget buyers companies company contract contracts cost costs data defence defense delays ' +
		'demand editors evidence experts firms funding funds governments government investors law launch launches markets ' +
		'market money nations new news officials people plans policy procurement programme program projects readers research ' +
		'rules satellites satellite scientists sources space states statements suppliers supply technology text trade users work'
	).split(' '),
);

/** Endings of words that are no names; not -ing, -ly, -ers, with which names end too. */
const ending = /(?:tion|sion|ment|ness|ity|ised|ized|ated|ship|ism)s?$/;

/** Whether an English word in small letters is one that a sentence may begin with without naming anything. Pure. */
export function commonWord(word: string): boolean {
	return openers.has(word) || (word.length > 6 && ending.test(word));
}
