import fc from 'fast-check';
import { createLanguageAnalyzer } from './analyzer.js';
import { STORIES } from './testing/stories.js';
import { tokenize } from './tokenizer.js';

const analyze = createLanguageAnalyzer();

function termsOf(language: string, text: string): string[] {
  const terms: string[] = [];
  analyze(text, language, (term) => terms.push(term));
  return terms;
}

function surfacesOf(language: string, text: string): string[] {
  const surfaces: string[] = [];
  analyze(text, language, (_, surface) => surfaces.push(surface));
  return surfaces;
}

const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'ru', 'id', 'ko', 'ja', 'zh'];

describe('the stop words', () => {
  it.each([
    ['en', "She would not have been there if he hadn't; they're with us, because it's what we do."],
    [
      'es',
      'Ella no está con nosotros, porque él ya había sido suyo; cuando fueron, todos eran así.',
    ],
    [
      'es',
      'Aunque nadie lo tiene, puede que aún haya otras entre ellos. ¿Qué es esto, y para quién?',
    ],
    [
      'fr',
      "Elle n'a plus rien, mais lorsqu'il est là, c'est comme s'ils avaient tous été chez eux.",
    ],
    ['fr', "Jusqu'à ce qu'on l'ait, puisqu'elles y sont ; quelqu'un d'autre doit l'avoir. Il l'a."],
    [
      'de',
      'Sie hatte ihn nicht mehr, obwohl er doch mit uns war, bevor dieser einer von jenen wurde.',
    ],
    [
      'de',
      'Damals konnte niemand etwas dafür, daß wir draußen waren; ohne ihn wäre alles nicht so.',
    ],
    [
      'pt',
      'Ela não está com ele porque já não somos os mesmos; naquele então foi assim, e isso é tudo.',
    ],
    [
      'pt',
      'Há alguém que tem aquilo numa dessas, mas desde então só eles podem ser dela ou daquela.',
    ],
    [
      'ru',
      'Она не была там, потому что он уже всё это мог; её нет, они с ним, и у них есть только мы.',
    ],
    [
      'ru',
      'Если бы никто ещё не был тем, который из этих самый, то она же не могла бы быть чье-то свое.',
    ],
    [
      'id',
      'Dia tidak ada di sana karena mereka sudah akan menjadi seperti itu, tetapi kami masih.',
    ],
    ['ko', '그는 그녀와 함께 있지만 우리는 없다. 그리고 그들은 이것을 위해 다시 해야 한다.'],
    [
      'ja',
      'しかし、それは彼女のもので、この私たちがそこでしているのは、これからのことについてである。',
    ],
    ['zh', '她是我们的，可是他没有在那里，因为这些都不会被他们自己所要；你就在这里吗？'],
    ['zh', '她們不是我們的，但是因為這個，他還沒有從那裡對你們。'],
  ])('of %s leave nothing of %j', (language, text) => {
    expect(termsOf(language, text)).toEqual([]);
  });

  it.each([
    ['es', 'mundo ciudad poder'],
    ['fr', 'monde ville or'],
    ['de', 'Welt Mann Mensch Gott Jahr Zeit Morgen Tat Suche'],
    ['pt', 'mundo cidade morte'],
    ['ru', 'путь конец мир'],
    ['id', 'ibu bapak bulan hari bekerja'],
    ['ko', '아이 시간 세계'],
    ['ja', '世界 都市 死'],
    ['zh', '世界 城市 才能'],
  ])('of %s spare words that tell films apart: %s', (language, words) => {
    // Mother, moon, child, man, way, end: some lists drop them.
    expect(termsOf(language, words)).toHaveLength(words.split(' ').length);
  });

  it.each(LANGUAGES)('of %s spare the number of "Plan 9"', (language) => {
    expect(termsOf(language, '9')).toEqual(['9']);
  });
});

describe('running text', () => {
  // Read by eye: no article, pronoun, particle or auxiliary is left, and every word has its accents.
  it.each([
    [
      'en',
      `soldiers burn village stubborn girl sets mountains look brother taken army rides blind horse
       sleeps barns learns trust winter coming war close refugee meets tells different story missing
       boy`,
    ],
    [
      'es',
      `soldados queman aldea niña terca cruza montañas buscar hermano llevó ejército viaja caballo
       ciego duerme establos aprende confiar invierno acerca guerra pisa talones refugiado encuentra
       cuenta historia distinta muchacho desaparecido`,
    ],
    [
      'fr',
      `soldats brûlent village fillette têtue traverse montagnes chercher frère armée emmené monte
       cheval aveugle dort granges apprend fier hiver approche guerre loin réfugié rencontre raconte
       histoire garçon disparu`,
    ],
    [
      'de',
      `soldaten dorf niederbrennen zieht eigensinniges mädchen berge bruder suchen armee verschleppt
       reitet blinden pferd schläft scheunen lernt vertrauen winter naht krieg flüchtling erzählt
       geschichte verschwundenen jungen`,
    ],
    [
      'pt',
      `soldados queimam aldeia menina teimosa atravessa montanhas procura irmão exército levou viaja
       cavalo cego dorme celeiros aprende confiar inverno aproxima guerra longe refugiado encontra
       conta história diferente jovem desaparecido`,
    ],
    [
      'ru',
      `солдаты сжигают деревню упрямая девочка идёт горы искать брата увела армия едет слепой лошади
       ночует сараях узнаёт верить зима приближается война рядом беженец встречает рассказывает
       историю пропавшем мальчике`,
    ],
    [
      'id',
      `tentara membakar desanya gadis keras kepala menyeberangi gunung mencari kakaknya dibawa pasukan
       menunggang kuda buta tidur lumbung belajar dipercaya musim hujan perang jauh pengungsi
       ditemuinya menceritakan kisah berbeda anak laki laki hilang`,
    ],
    [
      'ko',
      `군인 마을 불태우자 고집 센 소녀 군대 끌려간 오빠 찾아 산을 넘는다 소녀 눈먼 말을 타고 헛간 잠을 자며 믿어야
       배운다 겨울 다가오고 전쟁 가까이 길에서 만난 피란민 사라진 소년 이야기 들려준다`,
    ],
    [
      'ja',
      `兵士 村 焼 頑固 少女 軍隊 連れ 去 兄 探す 山 越える 目 見え 馬 乗り 納屋 眠り 誰 信 学 冬 近 戦争 来 出会
       難民 消 少年 違う 物語 語る`,
    ],
    [
      'zh',
      `士兵 烧毁 村庄 倔强 女孩 翻过 大山 寻找 军队 带走 哥哥 骑 瞎 马 睡在 谷仓 慢慢 学会 相信 冬天 战争 身
       路上 遇到 难民 讲 失踪 男孩 不同 故事`,
    ],
  ])('in %s becomes the words that tell what the film is about', (language, words) => {
    const story = STORIES.find((one) => one.language === language && one.name === 'war');
    expect(surfacesOf(language, story?.tellings[0] ?? '')).toEqual(words.split(/\s+/u));
  });
});

/** Each group is one word in several of its forms. */
const FORMS: readonly [language: string, groups: readonly string[]][] = [
  ['en', ['detective detectives', 'murder murders murdered', 'city cities', 'hide hiding hides']],
  [
    'es',
    [
      'niño niña niños niñas',
      'canción canciones',
      'ciudad ciudades',
      'mujer mujeres',
      'joven jóvenes',
      'capitán capitanes',
      'rehén rehenes',
      'luz luces',
      'actriz actrices',
      'buscar busca buscan buscó buscando buscarlo',
      'desaparecer desaparecido desapareció desaparecen',
      'investigación investigaciones',
      'empezar empezó empecé',
    ],
  ],
  [
    'fr',
    [
      "amour l'amour d'amour L’AMOUR",
      'cheval chevaux',
      'ami amis amie amies',
      'roi rois',
      'disparu disparus disparue',
      'voleur voleurs voleuse',
      'jeu jeux',
      'cœur cœurs coeur',
      'chercher cherche cherchent cherché',
      'mystérieux mystérieuse',
      "homme hommes l'homme qu'hommes",
    ],
  ],
  [
    'de',
    [
      'Haus Häuser Hauses Häusern',
      'Straße Straßen Strasse STRASSE',
      'Räuber Räubern Raeuber Räubers',
      'Freundin Freundinnen',
      'Flüchtling Flüchtlinge Flüchtlingen',
      'Geheimnis Geheimnisse',
      'schön schöne schoenes',
      'Feuer Feuers',
      'Quelle Quellen',
      'suchen suche',
    ],
  ],
  [
    'pt',
    [
      'canção canções',
      'leão leões',
      'pão pães',
      'mãe mães',
      'irmão irmãos',
      'animal animais',
      'azul azuis',
      'hotel hotéis',
      'espanhol espanhóis',
      'herói heróis',
      'possível possíveis',
      'homem homens',
      'pai pais',
      'matar matou matando mataram',
      'encontrar encontrá-lo encontrou',
    ],
  ],
  [
    'ru',
    [
      'война войны войной войне',
      'девочка девочки девочек девочку',
      'отец отца отцом',
      'мать матери матерью',
      'друг друга друзья друзей друзьями',
      'любовь любви любовью',
      'звезда звёзды звезды ЗВЁЗДЫ',
      'ребёнок ребенок ребёнка ребенку',
      'молодой молодая молодого молодые',
      'возвращается возвращаются',
    ],
  ],
  [
    'id',
    [
      'cari mencari dicari pencarian mencarikan carilah',
      'rampok merampok perampok perampokan dirampok',
      'anak anaknya anakku',
      'cinta mencintai dicintai percintaan cintanya',
      'jalan berjalan perjalanan',
      'selamat menyelamatkan penyelamat keselamatan',
      'hilang menghilang kehilangan',
    ],
  ],
  [
    'ko',
    [
      '소년 소년이 소년은 소년을 소년의 소년에게 소년과 소년들 소년들이 소년들에게서',
      '바다 바다가 바다는 바다를 바다에서 바다로 바다와 바다의',
      '서울 서울로 서울에서 서울까지',
      '고양이 고양이가 고양이는 고양이를',
      '아이 아이가 아이는 아이들 아이들이',
      '아들 아들이 아들을',
      '집 집이 집을 집에 집에서',
      '강도 강도가 강도를 강도도',
      '사랑 사랑은 사랑한다 사랑하는 사랑했던',
      '떠난다 떠나는',
      '파괴 파괴된 파괴되는 파괴되어',
      '영웅 영웅이다 영웅이었던',
      '사회 사회적 사회적인 사회적으로',
    ],
  ],
  [
    'ja',
    [
      '探す 探し 探して 探した 探している',
      '走る 走り 走って 走った',
      '美しい 美しく 美しさ',
      '食べる 食べた 食べて',
      '追う 追って 追われる',
      '殺す 殺した 殺される 殺された',
      '生きる 生きて 生きた',
      '生まれる 生まれた',
      '父 父は 父の 父さん',
      'ロボット ﾛﾎﾞｯﾄ ロボットが',
    ],
  ],
  ['zh', ['女孩 女孩们 女孩的', '警察 警察是', '寻找 寻找着 寻找过']],
];

describe('one word', () => {
  it.each(FORMS.flatMap(([language, groups]) => groups.map((forms) => [language, forms] as const)))(
    'of %s is one term in all its forms: %s',
    (language, forms) => {
      const terms = forms.split(' ').map((form) => termsOf(language, form));
      expect(terms[0]).toHaveLength(1);
      expect(terms).toEqual(terms.map(() => terms[0]));
    },
  );
});

describe('different words', () => {
  it.each(FORMS)('of %s are different terms', (language, groups) => {
    const terms = groups.map((forms) => termsOf(language, forms)[0]);
    expect(new Set(terms).size).toBe(groups.length);
  });

  // Words that the rules come near to.
  it.each([
    ['es', 'luz lucha', 'pan plan', 'hombre hambre', 'capitán capital', 'amor muerte'],
    [
      'fr',
      'prix prison',
      'voix voleur',
      'roi rose',
      'accident accès',
      'couvent couvert',
      'parent part',
    ],
    ['de', 'Raub Rabe', 'Feuer Feier', 'Bruder Brücke', 'Beginn Biene', 'Quelle Qual', 'Mord Mund'],
    ['pt', 'mãe mão', 'pais país', 'canção cansaço', 'animal anima', 'ações aço', 'herói hera'],
    ['ru', 'мать мат', 'друг дорога', 'война воин', 'отец отчёт', 'город гора', 'йод ёж'],
    ['id', 'perampok pekan', 'ibu abu', 'hutan utang', 'mencari mencuri', 'kuda kudeta'],
    [
      'ko',
      '강도 강',
      '회의 회',
      '아들 아이',
      '결과 결',
      '철로 철',
      '포로 포',
      '화가 화',
      '작가 작',
      '지도 지',
    ],
    ['ja', '生きる 生まれる', '少年 少女', '銀行 金庫', '思う 思い出', '友 敵'],
    ['zh', '小说 小偷', '警察 警探', '才能 可能性', '男孩 女孩'],
  ])('of %s that look alike are different terms', (language, ...pairs) => {
    for (const pair of pairs) {
      const terms = pair.split(' ').map((word) => termsOf(language, word).join(' '));
      expect([pair, new Set(terms).size]).toEqual([pair, terms.length]);
    }
  });
});

describe('other ways of writing the same text', () => {
  const texts = STORIES.flatMap(({ language, tellings }) =>
    tellings.map((text) => [language, text] as const),
  );

  it.each(texts)('of %s take nothing from it: decomposed, in capitals: %s', (language, text) => {
    const terms = termsOf(language, text);
    expect(termsOf(language, text.normalize('NFD'))).toEqual(terms);
    expect(termsOf(language, text.toLocaleUpperCase(language))).toEqual(terms);
  });

  it('take nothing from it: full-width letters, ligatures, curly apostrophes, soft hyphens', () => {
    const [english, french] = ['en', 'fr'].map((code) => texts.find(([one]) => one === code)?.[1]);
    const wide = english?.replace(/[a-z]/giu, (letter) =>
      String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
    );
    expect(termsOf('en', wide ?? '')).toEqual(termsOf('en', english ?? ''));
    expect(termsOf('en', 'ﬁlm oﬀicer')).toEqual(termsOf('en', 'film officer'));
    expect(termsOf('fr', french?.replaceAll("'", '’') ?? '')).toEqual(termsOf('fr', french ?? ''));
    expect(termsOf('de', 'Flücht\u00adling')).toEqual(termsOf('de', 'Flüchtling'));
  });

  it('take nothing from it: half-width kana', () => {
    expect(surfacesOf('ja', 'ﾊｯｶｰとﾛﾎﾞｯﾄがﾊﾟﾘで')).toEqual(['ハッカー', 'ロボット', 'パリ']);
  });

  it.each(['en', 'de', 'xx'])(
    'are shown by a Korean or Japanese text said to be %s',
    (language) => {
      // A wish is read in the catalogue's language, whatever language it is in.
      expect(termsOf(language, '소년들이 바다에서')).toEqual(termsOf('ko', '소년 바다'));
      expect(termsOf(language, '探す')).toEqual(termsOf('ja', '探して'));
    },
  );
});

describe('what is shown of a Korean word', () => {
  it.each([
    ['소년들이', '소년'],
    ['전쟁에서', '전쟁'],
    ['바다', '바다'],
    // The stem of a verb would be no word.
    ['떠난다', '떠난다'],
    ['늙은', '늙은'],
  ])('%s is %s', (word, surface) => {
    expect(surfacesOf('ko', word)).toEqual([surface]);
  });
});

describe('languages that are only tokenized', () => {
  // What is left of each sentence, whole: marks stay on their letters, and nothing is cut.
  it.each([
    [
      'ar',
      'فتاةٌ تبحث عن أخيها في الحرب، والكتـــاب القديم',
      'فتاةٌ تبحث أخيها الحرب والكتاب القديم',
    ],
    ['fa', 'دختری می\u200cخواهد برادرش را پیدا کند', 'دختری میخواهد برادرش'],
    ['he', 'ילדה מחפשת את אחיה במלחמה; שָׁלוֹם', 'ילדה מחפשת אחיה במלחמה שָׁלוֹם'],
    ['el', 'Ένα κορίτσι ψάχνει τον ΑΔΕΛΦΌ του', 'κορίτσι ψάχνει αδελφό'],
    ['hi', 'एक लड़की अपने भाई को खोजती है। क्\u200dष', 'लड़की भाई खोजती क्ष'],
    ['uk', 'Дівчина шукає брата, їжак і ґанок', 'дівчина шукає брата їжак ґанок'],
    ['tr', 'IŞIK, kızı İSTANBUL çocuğu', 'ışık kızı istanbul çocuğu'],
    ['th', 'ผีในบ้านเก่า', 'ผี บ้าน เก่า'],
    ['vi', 'chiến tranh', 'chiến tranh'],
    ['ta', 'ஒரு பெண் தேடுகிறாள்', 'ஒரு பெண் தேடுகிறாள்'],
    ['ka', 'გოგონა ეძებს ძმას', 'გოგონა ეძებს ძმას'],
    ['pl', 'Dziewczyna szuka brata', 'dziewczyna szuka brata'],
  ])('%s keeps its words whole: %s', (language, text, words) => {
    const shown = words.split(' ').map((word) => word.normalize('NFKC'));
    expect(surfacesOf(language, text)).toEqual(shown);
    expect(surfacesOf(language, text.normalize('NFD'))).toEqual(shown);
  });

  it.each([
    ['tr', 'IŞIK ışık ISIK'],
    ['az', 'QIZ qız'],
    ['en', 'İSTANBUL İstanbul istanbul'],
    ['uk', 'сім’я сімʼя сім‘я СІМ’Я'],
    ['el', 'ΠΟΛΕΜΟΣ πόλεμος ΠΌΛΕΜΟΣ'],
    ['vi', 'việt VIỆT viet'],
  ])('%s takes for one word: %s', (language, forms) => {
    expect(new Set(termsOf(language, forms)).size).toBe(1);
    expect(termsOf(language, forms)).toHaveLength(forms.split(' ').length);
  });

  it('emit no empty term and no lone mark, whatever the text and its language', () => {
    const codes = [
      ...LANGUAGES,
      'ar',
      'el',
      'fa',
      'he',
      'hi',
      'th',
      'tr',
      'uk',
      'it',
      'nl',
      'sv',
      'no',
    ];
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...codes), (text, language) => {
        expect(termsOf(language, text)).not.toContain('');
        expect(surfacesOf(language, text)).not.toContain('');
        for (const word of tokenize(text, language)) expect(word).toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });
});
