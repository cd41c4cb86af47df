/** Common given and family names of the languages we read: enough to tell a column of people from a column of cities. */
const given =
  'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy mason vincent liam roy bobby caleb bradley russell lucas ' +
  'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet maria olivia heather helen catherine diane julie victoria joyce lauren kelly christina ruth joan virginia judith evelyn hannah andrea megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa diana brittany doris kayla alexis lori marie kate ' +
  'hans jürgen juergen klaus wolfgang peter michael andreas stefan thomas martin uwe bernd frank jens jörg matthias sabine ursula monika petra renate birgit heike claudia anja katrin susanne ' +
  'luis carlos jorge miguel pedro manuel francisco alejandro fernando javier rafael sergio diego ana carmen rosa lucia elena isabel pilar guadalupe sofia ' +
  'jean pierre michel andré andre philippe françois francois louis nicolas alain anne isabelle nathalie sylvie sophie camille claire chloé ' +
  'jan pieter johan hendrik willem kees anneke marieke joão joao antónio antonio paulo marco giuseppe giovanni luca francesca giulia chiara wei ming priya raj ahmed mohammed fatima omar ali yuki';
const family =
  'smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez bell ' +
  'müller mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schäfer koch bauer richter klein wolf schröder neumann schwarz zimmermann braun hofmann krüger fernandez romero navarro torres silva santos oliveira souza pereira costa rossi russo ferrari bianchi romano dubois durand bernard leroy moreau laurent simon lefebvre petit de jong jansen de vries bakker visser';
const givenNames = new Set(given.split(' '));
const familyNames = new Set(family.split(' '));

export function isCommonGivenName(word: string): boolean {
  return givenNames.has(word.toLowerCase());
}
export function isCommonFamilyName(word: string): boolean {
  return familyNames.has(word.toLowerCase());
}
