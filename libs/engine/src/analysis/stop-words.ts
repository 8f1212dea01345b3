import wordsSpanish from 'natural/lib/natural/util/stopwords_es.js';
import wordsFrench from 'natural/lib/natural/util/stopwords_fr.js';
import wordsItalian from 'natural/lib/natural/util/stopwords_it.js';
import wordsDutch from 'natural/lib/natural/util/stopwords_nl.js';
import wordsNorwegian from 'natural/lib/natural/util/stopwords_no.js';
import wordsPortuguese from 'natural/lib/natural/util/stopwords_pt.js';
import wordsRussian from 'natural/lib/natural/util/stopwords_ru.js';
import wordsSwedish from 'natural/lib/natural/util/stopwords_sv.js';
import wordsUkrainian from 'natural/lib/natural/util/stopwords_uk.js';
import stopwordsIso from 'stopwords-iso' with { type: 'json' };
import { SKLEARN_STOP_WORDS } from './sklearn-stop-words.js';

/** Tells whether a word of that language (ISO 639-1) only holds sentences together. */
export function stopWordTest(code: string): (word: string) => boolean {
  const words = stopWordsOf(code);
  const shape = SHAPES[code];
  return shape === undefined
    ? (word) => words.has(word)
    : (word) => words.has(word) || shape.test(word);
}

/** The ISO collection is the last choice: it drops more words that tell films apart than any other. */
function stopWordsOf(code: string): ReadonlySet<string> {
  const words = new Set(LISTS[code] ?? stopwordsIso[code] ?? []);
  // Some lists have the digits; but "Plan 9" is not "Plan".
  for (const word of [...words]) if (/\d/u.test(word)) words.delete(word);
  for (const word of listed(LACKING[code])) words.add(word);
  for (const word of listed(TELLING[code])) words.delete(word);
  // Most Russian texts are printed with е for ё, Swiss ones and capitals with ss for ß.
  for (const word of [...words]) words.add(word.replaceAll('ё', 'е').replaceAll('ß', 'ss'));
  return words;
}

const listed = (words = ''): string[] => words.split(/\s+/u).filter((word) => word !== '');

type ByLanguage<T> = Readonly<Partial<Record<string, T>>>;

/** natural's own lists, which hold function words and next to nothing else. */
const LISTS: ByLanguage<Iterable<string>> = {
  en: SKLEARN_STOP_WORDS,
  es: wordsSpanish.words,
  fr: wordsFrench.words,
  it: wordsItalian.words,
  nl: wordsDutch.words,
  no: wordsNorwegian.words,
  pt: wordsPortuguese.words,
  ru: wordsRussian.words,
  sv: wordsSwedish.words,
  uk: wordsUkrainian.words,
};

/** Pronouns, particles and auxiliaries: what is put together of them alone (她的, 就在) is one, too. */
const CHINESE_PARTICLES =
  '我你您他她它咱们們的地得了着著过過在是和与與及或而但且被把让讓给給从從向對对于於将將由也都就又还還再只' +
  '已曾没沒不无無会會能可要有其此这這那哪某每各谁誰什么麼吗嗎呢吧啊很最更所以因为為';
/** A number or a pronoun and its counter: 一名, 三个, 那场. */
const CHINESE_NUMBERS = '一二两兩三四五六七八九十几幾数數这這那某每各';
const CHINESE_COUNTERS = '个個位名只隻匹条條群场場次对對座种種段些件张張把间間家部本片';

/** Stop words that no list can hold because there are too many of them, by how they look. */
const SHAPES: ByLanguage<RegExp> = {
  // The list knows "couldnt" and "hasnt", but no negation as people write it.
  en: /n't$/u,
  // The segmenter leaves pieces of endings: られ, けた, まっ.
  ja: /^\p{Script=Hiragana}{1,2}$/u,
  zh: new RegExp(`^(?:[${CHINESE_PARTICLES}]+|[${CHINESE_NUMBERS}][${CHINESE_COUNTERS}])$`, 'u'),
};

/** Function words that a list lacks: pronouns, prepositions, conjunctions, auxiliaries. */
const LACKING: ByLanguage<string> = {
  es: `
    e u unos unas yo ello ellos ellas nosotros nosotras vosotros vosotras usted ustedes os les mis
    tus tu si este esta estos estas esto esa esos esas aquel aquella aquellos aquellas aquello otra
    otros otras mismo misma mismos mismas tal tales tan tanto tanta tantos tantas todo toda todos
    todas algo alguien alguno alguna algunos algunas algún nada nadie ninguno ninguna ningún cada
    cualquier cualquiera mucho mucha muchos muchas poca pocos pocas varios varias ambos ambas demás
    quienes quién cuyo cuya cuyos cuyas cuales cuál cómo cuándo dónde cuanto entre hacia según tras
    ante bajo mediante mientras aunque pues entonces así aún aun además después antes luego ahora
    siempre nunca jamás aquí allí ahí solo sólo casi menos sino tampoco embargo través nuestro
    nuestra nuestros nuestras suyo suya suyos suyas mío mía tuyo tuya es son soy eres somos era eran
    fue fueron fuera fueran sea sean ser sido siendo será serán sería serían está están estoy estaba
    estaban estuvo estuvieron estar estando esté estén ha han he has hemos había habían hay hubo
    haber habido habiendo haya hayan habrá habrán habría habrían tiene tienen tengo tenía tenían
    tuvo tuvieron tener teniendo tendrá tendrán tenga tengan puede pueden podía podían pudo pudieron
    podrá podrán podría podrían debe deben debía debían deberá deberán hace hacen hacer va van
    podido dos propio propia propios propias bien
  `,
  fr: `
    comme si donc ni car quand lorsque lorsqu puisque quoique tandis alors ainsi aussi encore
    déjà toujours jamais plus moins très trop peu tout toute tous toutes autre autres aucun aucune
    chaque plusieurs quelque quelques quelqu'un chacun chacune personne rien quoi celui celle ceux
    celles certains certaines tel telle tels telles dont lequel laquelle lesquels lesquelles auquel
    duquel entre vers chez sous depuis pendant avant après contre malgré parmi dès jusque hors sauf
    selon afin parce puis ensuite enfin cependant pourtant là ça fois aujourd'hui avait avaient
    étais était fait font faisait peut peuvent pouvait pu doit doivent devait va vont deux tard
    bientôt longtemps autrefois elles bien tant notamment devant envers nul peux souvent
  `,
  pt: `
    é são somos era eram foi foram fora ser sido sendo seja sejam será serão seria seriam fosse
    fossem está estão estava estavam esteve estiveram estar estando há houve havia haviam haver haja
    tem têm tinha tinham teve tiveram ter tendo terá terão teria teriam tenha tenham pode podem
    podia podiam pôde deve devem devia deviam vai vão faz dum duma nesse nessa nesses nessas neste
    nesta nestes nestas nisso nisto nele nela neles nelas naquele naquela naqueles naquelas desse
    dessa desses dessas deste desta destes destas disso disto daquele daquela daqueles daquelas
    àquele àquela uns lo la los las si consigo comigo contigo mim ti tudo todo toda todos todas nada
    ninguém alguém algo algum alguma alguns algumas nenhum nenhuma outro outra outros outras mesma
    mesmos mesmas cada qualquer tal tais tão tanto tanta tantos tantas muita muitas pouco pouca
    poucos poucas vários várias ambos ambas próprio própria próprios próprias cujo cuja cujos cujas
    onde porque pois porém contudo embora enquanto então assim ainda agora sempre nunca jamais aqui
    ali lá aí sob sobre contra desde durante após antes perante através apenas além dois duas
    debaixo bem dentro quer quanto quaisquer
  `,
  de: `
    bevor sobald obwohl falls stets bloß zudem dazu hinaus hinauf hinein hinab herein heraus herauf
    hervor draußen drinnen lässt lassen sowie aufs ans fürs übers unterm hinterm indessen sodass
  `,
  ru: `
    не она все всё еще ещё ей ею мне меня мной ему него ним нём нее неё ней них ними им ими его тебя
    тебе тобой вы вас вам нас нам нами себя себе собой к ко с со у об по про при без ради среди
    вокруг около против кроме чтобы чтоб когда даже ну вдруг ли уже ни был была было были будет
    будут быть есть нет бы же ведь там тут где куда откуда зачем почему потом теперь тогда снова
    опять лишь почти всегда никто ничто ничего никого что-то чего чему чем кого кому кем кто тот та
    то те того той тому тем том тех эта это эти этого этой этому этим этом этих эту такая такой
    такие такое таких которая которое которые которого которой которому которым которых которую
    котором свой своя своё свои своего своей своему своим своих своём свою сам сама само сами самой
    самого весь вся всего всей всем всеми всех каждая каждое каждые каждого каждой каждому какой
    какая какие один одна одно одни одного одной одним одном может могут могла могли можно нельзя
    надо должна должны однако пока хотя либо вместе наш наша наши ваш ваша моя мое моё мои твой твоя
    чей чья чьё чьи чьей чьего другую другого другому других другим самый самые самых самым самую
    два две двух двум если тоже да вот раз будто разве более больше менее меньше зато поэтому перед
    должно является являются имеют какого такого
  `,
  id: 'sang si seekor tetapi bertahun',
  ko: `
    그녀 서로 이들 그들 모든 한 두 몇 수 것 등 중 후 뒤 위 앞 안 밖 밑 아래 사이 채 뿐
    듯 위해 위한 대한 대해 통해 의해 인해 때문 같은 다시 이미 아직 아직도 더 가장 매우 너무
    마침내 갑자기 지금 이제 이런 그런 누군가 저마다 하는 하는지 하고 하며 하지 해야 했다 한다
    된 되는 되어 된다 있는 있고 있지 있던 있었다 없는 없이 없다 않는 않은 않고 못한 못하는
    아닌 아니라 주고 준다 와 의하여 있어 의한
  `,
  ja: `
    それぞれ やがて ついに すべて みんな あなた わたし ながら けれど けれども すると そこで
    それから これから ここで だから しかも いつも いつか とても もっと ずっと きっと まるで
    ばかり だらけ くらい ぐらい こんな そんな あんな どんな くれる もらう しまう しまっ いった
    なった だった される させる られる われる かれる まれる なければ ならない かもしれ ください
    前 後 間 中 上 下 時 者 その間 年後 的 又は 並びに もしくは いかなる 他 他の これらの
    いずれ に対し 各
  `,
  zh: `
    没有 沒有 从来 從來 从来没有 已经 已經 正在 一起 一直 以后 以後 之后 之後 以前 之前 后来
    後來 不得不 必须 必須 应该 應該 可能 仍然 依然 曾经 曾經 终于 終於 突然 快要 早就 里 裡
    裏 里面 外面 下面 上面 之间 之間 之中 当中 當中 无法 無法 成为 成為 十分 非常 更加
    越来越 不再 再次 即将 即將 很多 這些 这里 這裡 那裡 還是 但是 因為 雖然 自己 为 為 于
    於 对 對 从 從 让 讓 们 們 过 過 个 個 位 名 群 应 應 受 均 间 種 种
  `,
};

/** What the lists drop although it tells films apart. */
const TELLING: ByLanguage<string> = {
  de: `
    gott jahr jahre jahren kleine kleinen kleiner kleines große großen großer großes gross grosse
    grossen grosser grosses groß mann mensch menschen morgen neue neuen ordnung satt schlecht suche
    tag tage tagen tat uhr zeit ende teil mittel recht rechte rechten rechter rechtes leicht dasein
  `,
  id: 'ibu bapak bulan hari tahun masa bekerja besar kecil tinggi kasus masalah jauh pukul',
  ko: '아이 시간 시각',
  ru: 'конец путь',
  zh: '才能 大 小 日 月 年 光',
};
