/** The file behind "download a sample file": the columns people use most, with invented people. */
export const sampleCsv = [
  'First name,Last name,E-mail,Phone,Address,City,State,Zip,Co-owner first name,Co-owner last name,Tags,Notes',
  'Anna,Bell,anna.bell@example.com,(303) 555-0128,12 Elm St,Boulder,CO,80302,Tom,Bell,"past client, newsletter",Met at the open house',
  'Jorge,Alvarez,jorge@example.org,303-555-0164,7 Oak Ave Apt 3,Denver,CO,80203,,,buyer,',
  'Mary,Smith,mary.smith@example.net,,"1 Harbor Way",Portland,ME,04101,,,past client,Prefers e-mail',
  '',
].join('\r\n');
