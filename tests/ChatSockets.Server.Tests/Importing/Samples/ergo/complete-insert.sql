/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB,
--
-- Host: localhost    Database: ergo
-- ------------------------------------------------------
-- Server version	10.11.19-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `conversations`
--

DROP TABLE IF EXISTS `conversations`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `conversations` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `target` varbinary(64) NOT NULL,
  `correspondent` varbinary(64) NOT NULL,
  `nanotime` bigint(20) unsigned NOT NULL,
  `history_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `conversations`
--

LOCK TABLES `conversations` WRITE;
/*!40000 ALTER TABLE `conversations` DISABLE KEYS */;
/*!40000 ALTER TABLE `conversations` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `history`
--

DROP TABLE IF EXISTS `history`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `history` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `data` blob NOT NULL,
  `msgid` binary(16) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `msgid` (`msgid`(4))
) ENGINE=InnoDB AUTO_INCREMENT=10 DEFAULT CHARSET=ascii COLLATE=ascii_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `history`
--

LOCK TABLES `history` WRITE;
/*!40000 ALTER TABLE `history` DISABLE KEYS */;
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (1,'{\"Type\": 3, \"Nick\": \"bea!~u@abc.irc\", \"AccountName\": \"bea\", \"Message\": {\"Message\": \"\", \"Msgid\": \"3zrlk6qsszjrnk44qossncwnja\", \"Split\": null, \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"]}','kÅ/{ÌÔbı.†åÎ9Ô');
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (2,'{\"Type\": 1, \"Nick\": \"bea!~u@abc.irc\", \"AccountName\": \"bea\", \"Message\": {\"Message\": \"it\'s \\\"tea\\\"; back\\\\slash \\u0001ACTION?\", \"Msgid\": \"gzq2mptqiaoslaoonlumd7j5ba\", \"Split\": null, \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"]}','¸ÅçŒ∞˛ßìÑI#¬…?ﬂL');
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (3,'{\"Type\": 1, \"Nick\": \"carl!~u@def.irc\", \"AccountName\": \"*\", \"Message\": {\"Message\": \"same ms; gr√º√üe ‚òÉ üçµ\", \"Msgid\": \"w5orbzrefebqyyy6yx2ywbaaqy\", \"Split\": null, \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"]}','Ä∞#}áWo ´êMv™Í');
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (4,'{\"Type\": 1, \"Nick\": \"bea!~u@abc.irc\", \"AccountName\": \"bea\", \"Message\": {\"Message\": \"\\u0001ACTION waves\\u0001\", \"Msgid\": \"7mvuinivj2w4bqstfe7mxnuota\", \"Split\": null, \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"]}','2# 3á:3Âÿ)Ω¬8œ«');
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (5,'{\"Type\": 2, \"Nick\": \"bot!~u@x.irc\", \"AccountName\": \"bot\", \"Message\": {\"Message\": \"notice text\", \"Msgid\": \"b2mkp6eseovbfsq7uw3ogofqru\", \"Split\": null, \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"], \"IsBot\": true}','√∂€>í)?\0›íÂEM/');
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (6,'{\"Type\": 1, \"Nick\": \"bea!~u@abc.irc\", \"AccountName\": \"bea\", \"Message\": {\"Message\": \"\", \"Msgid\": \"nxeu4c3uqpv5xzmc2ltxgdt7yq\", \"Split\": [{\"Message\": \"line one\", \"Concat\": false}, {\"Message\": \"line two\", \"Concat\": false}, {\"Message\": \" goes on\", \"Concat\": true}], \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"]}','-Œê‰fÌ«cÄﬂØÜ‚≥Ô');
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (7,'{\"Type\": 4, \"Nick\": \"carl!~u@def.irc\", \"AccountName\": \"*\", \"Message\": {\"Message\": \"bye\", \"Msgid\": \"prbkyyuouwxjzakxzb4aus4p7m\", \"Split\": null, \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"]}','ˆF™%Lî‡§ß]Ùè∫');
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (8,'{\"Type\": 1, \"Nick\": \"carl!~u@def.irc\", \"AccountName\": \"*\", \"Message\": {\"Message\": \"elsewhere\\ttab\", \"Msgid\": \"hhlcsenfpe4rg5woo6cu5ovyxu\", \"Split\": null, \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"]}','^“ü-Á¬+ﬂË‰\næÊ¥');
INSERT INTO `history` (`id`, `data`, `msgid`) VALUES (9,'{\"Type\": 1, \"Nick\": \"carl!~u@def.irc\", \"AccountName\": \"*\", \"Message\": {\"Message\": \"private\", \"Msgid\": \"5cndo3cczv6si67zepwmyow2n4\", \"Split\": null, \"Time\": \"2026-01-01T12:00:00.123456789Z\"}, \"Tags\": null, \"Params\": [\"\"]}','¢ê–)Òbñ†¡„`gMäÙ');
/*!40000 ALTER TABLE `history` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `metadata`
--

DROP TABLE IF EXISTS `metadata`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `metadata` (
  `key_name` varchar(32) NOT NULL,
  `value` varchar(32) NOT NULL,
  PRIMARY KEY (`key_name`)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `metadata`
--

LOCK TABLES `metadata` WRITE;
/*!40000 ALTER TABLE `metadata` DISABLE KEYS */;
INSERT INTO `metadata` (`key_name`, `value`) VALUES ('db.version','2');
/*!40000 ALTER TABLE `metadata` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `sequence`
--

DROP TABLE IF EXISTS `sequence`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `sequence` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `target` varbinary(64) NOT NULL,
  `nanotime` bigint(20) unsigned NOT NULL,
  `history_id` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `target` (`target`,`nanotime`),
  KEY `history_id` (`history_id`)
) ENGINE=InnoDB AUTO_INCREMENT=10 DEFAULT CHARSET=ascii COLLATE=ascii_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `sequence`
--

LOCK TABLES `sequence` WRITE;
/*!40000 ALTER TABLE `sequence` DISABLE KEYS */;
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (1,'#tea',1735732800000456789,1);
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (2,'#tea',1735732800100456789,2);
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (3,'#tea',1735732800100456789,3);
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (4,'#tea',1735732800150456789,4);
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (5,'#tea',1735732802000456789,5);
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (6,'#tea',1735732803000456789,6);
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (7,'#tea',1735732804000456789,7);
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (8,'#Other',1735732805000456789,8);
INSERT INTO `sequence` (`id`, `target`, `nanotime`, `history_id`) VALUES (9,'bea',1735732806000456789,9);
/*!40000 ALTER TABLE `sequence` ENABLE KEYS */;
UNLOCK TABLES;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed
